package io.plumbline.gateway.accounting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.clients.gateway.CallAttributes;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The attributes of a call as the plain values of which an audit event is made: what a mapper would give, without its
/// way through tokens, since every call has two events made of it. What is no plain value, which few calls have, is
/// left to one.
final class AttributeValues {

    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final List<Member> MEMBERS = Arrays.stream(CallAttributes.class.getRecordComponents())
            .map(Member::of)
            .toList();

    private AttributeValues() {}

    private record Member(String name, Method accessor) {

        static Member of(RecordComponent component) {
            return new Member(component.getName(), component.getAccessor());
        }

        @Nullable
        Object of(CallAttributes call) {
            try {
                return accessor.invoke(call);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }

    /// Null members are left out.
    static Map<String, Object> of(CallAttributes call) {
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(MEMBERS.size());
        for (Member member : MEMBERS) {
            Object value = member.of(call);
            if (value != null) {
                values.put(member.name(), isPlain(value) ? value : JSON.convertValue(value, ANYTHING));
            }
        }
        return values;
    }

    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case String _, Number _, Boolean _ -> true;
            case List<?> list -> allScalar(list);
            case Map<?, ?> map -> allScalar(map.values());
            case null, default -> false;
        };
    }

    private static boolean allScalar(Collection<?> values) {
        for (Object value : values) {
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                return false;
            }
        }
        return true;
    }
}
