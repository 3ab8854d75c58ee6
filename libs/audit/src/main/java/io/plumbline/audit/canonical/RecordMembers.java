package io.plumbline.audit.canonical;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The members of a record type in canonical order. They are determined once per type, so writing a record needs
/// no mapper and no map. The members of a component with [JsonUnwrapped] are members of the record itself, as
/// Jackson reads and writes them.
final class RecordMembers {

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return membersOf(type).sorted(Comparator.comparing(Member::name)).toList();
        }
    };

    private RecordMembers() {}

    static List<Member> of(Record written) {
        return MEMBERS.get(written.getClass());
    }

    private static Stream<Member> membersOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // avoids an access check with each call
            return accessor.isAnnotationPresent(JsonUnwrapped.class)
                    ? membersOf(component.getType()).map(inner -> inner.inside(accessor))
                    : Stream.of(new Member(component.getName(), new Method[] {accessor}));
        });
    }

    /// One member.
    ///
    /// @param path accessors from the record to the member's value
    record Member(String name, Method... path) {

        private Member inside(Method outer) {
            return new Member(
                    name, Stream.concat(Stream.of(outer), Arrays.stream(path)).toArray(Method[]::new));
        }

        /// Returns the value; null if it or a record around it is null.
        @Nullable
        Object in(Record written) {
            Object value = written;
            try {
                for (int i = 0; i < path.length && value != null; i++) {
                    value = path[i].invoke(value);
                }
                return value;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        }
    }
}
