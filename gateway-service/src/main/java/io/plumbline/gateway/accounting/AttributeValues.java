package io.plumbline.gateway.accounting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.clients.gateway.CallAttributes;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The attributes of a call as the plain values of which an audit event is made: what a mapper would give,
/// without its way through tokens, since every call has two events made of it. Records become maps of their
/// members, in the order in which they are written; what is neither plain nor a record is left to a mapper.
final class AttributeValues {

    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(Member::of)
                    .sorted(Comparator.comparing(Member::name))
                    .toList();
        }
    };

    private AttributeValues() {}

    private record Member(String name, Method accessor) {

        static Member of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // So that nobody asks with each call whether it may be called.
            return new Member(component.getName(), accessor);
        }

        @Nullable
        Object of(Record from) {
            try {
                return accessor.invoke(from);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }

    /// Null members are left out.
    static Map<String, Object> of(CallAttributes call) {
        return members(call);
    }

    private static Map<String, Object> members(Record from) {
        List<Member> all = MEMBERS.get(from.getClass());
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(all.size());
        for (Member member : all) {
            Object value = member.of(from);
            if (value != null) {
                values.put(member.name(), plain(value));
            }
        }
        return values;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case String _, Number _, Boolean _ -> value;
            case Record of -> members(of);
            case List<?> list when allScalar(list) -> list;
            case Map<?, ?> map when allScalar(map.values()) -> map;
            case List<?> list when allRecords(list) -> listOf(list);
            default -> JSON.convertValue(value, ANYTHING);
        };
    }

    private static List<Object> listOf(List<?> records) {
        List<Object> values = new ArrayList<>(records.size());
        for (Object each : records) {
            values.add(members((Record) each));
        }
        return values;
    }

    private static boolean allRecords(List<?> list) {
        for (Object value : list) {
            if (!(value instanceof Record)) {
                return false;
            }
        }
        return true;
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
