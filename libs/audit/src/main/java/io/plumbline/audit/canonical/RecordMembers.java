package io.plumbline.audit.canonical;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of a record type in canonical order. They are determined once per type, so writing a record needs
/// no mapper and no map. The members of a component with [JsonUnwrapped] are members of the record itself, as
/// Jackson reads and writes them.
final class RecordMembers {

    private static final ClassValue<RecordMembers> MEMBERS = new ClassValue<>() {
        @Override
        protected RecordMembers computeValue(Class<?> type) {
            return new RecordMembers(type);
        }
    };

    /// The records whose members are written: the record itself, then each unwrapped record after its owner.
    private final List<Owner> owners = new ArrayList<>();

    private final List<Member> members = new ArrayList<>();

    private RecordMembers(Class<?> type) {
        add(type, 0);
        members.sort(Comparator.comparing(Member::name));
    }

    static RecordMembers of(Record written) {
        return MEMBERS.get(written.getClass());
    }

    private void add(Class<?> type, int owner) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // avoids an access check with each call
            if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                owners.add(new Owner(owner, accessor));
                add(component.getType(), owners.size());
            } else {
                members.add(new Member(component.getName(), owner, accessor));
            }
        }
    }

    /// An unwrapped record.
    private record Owner(int owner, Method accessor) {}

    /// One member.
    ///
    /// @param owner index in [#owners]
    record Member(String name, int owner, Method accessor) {

        /// Returns the value; null if it or the record that contains it is null.
        @Nullable
        Object in(@Nullable Object[] owners) {
            return value(accessor, owners[owner]);
        }
    }

    /// Returns the members in canonical order.
    List<Member> all() {
        return members;
    }

    /// Returns the records that contain the members.
    @Nullable
    Object[] owners(Record written) {
        @Nullable Object[] all = new Object[owners.size() + 1];
        all[0] = written;
        for (int i = 1; i < all.length; i++) {
            Owner owner = owners.get(i - 1);
            all[i] = value(owner.accessor(), all[owner.owner()]);
        }
        return all;
    }

    private static @Nullable Object value(Method accessor, @Nullable Object owner) {
        try {
            return owner == null ? null : accessor.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor.getName(), e);
        }
    }
}
