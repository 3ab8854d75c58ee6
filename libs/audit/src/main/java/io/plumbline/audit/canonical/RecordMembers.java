package io.plumbline.audit.canonical;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of a record type in canonical order. They are determined once per type, so writing a record needs
/// no mapper and no map.
final class RecordMembers {

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(Member::of)
                    .sorted(Comparator.comparing(Member::name))
                    .toList();
        }
    };

    private RecordMembers() {}

    static List<Member> of(Record written) {
        return MEMBERS.get(written.getClass());
    }

    /// One member.
    record Member(String name, Method accessor) {

        private static Member of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // So that nobody asks each time whether it may be called.
            return new Member(component.getName(), accessor);
        }

        @Nullable
        Object in(Record written) {
            try {
                return accessor.invoke(written);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }
}
