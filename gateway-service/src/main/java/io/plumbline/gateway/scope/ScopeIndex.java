package io.plumbline.gateway.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An index of objects with a scope, so that a call checks only few of them. Immutable.
///
/// @param <T> immutable
public final class ScopeIndex<T extends ScopeIndex.Scoped> {

    private final Map<String, List<T>> groups;
    private final Map<String, T> names;

    private ScopeIndex(Map<String, List<T>> groups, Map<String, T> names) {
        this.groups = groups;
        this.names = names;
    }

    /// A named object with a scope.
    public interface Scoped {
        String name();

        CallScope scope();
    }

    public static <T extends Scoped> ScopeIndex<T> of(List<T> things) {
        Map<String, List<T>> groups = new HashMap<>();
        Map<String, T> names = new HashMap<>();
        for (T thing : things) {
            groups.computeIfAbsent(thing.scope().group(), _ -> new ArrayList<>())
                    .add(thing);
            names.put(thing.name(), thing);
        }
        return new ScopeIndex<>(groups, names);
    }

    public Optional<T> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /// Returns the objects that may cover the call, by name.
    public List<T> covering(CallPlace call) {
        if (groups.isEmpty()) {
            return List.of();
        }
        List<T> found = new ArrayList<>();
        for (String group : call.groups()) {
            for (T thing : groups.getOrDefault(group, List.of())) {
                if (thing.scope().mayCover(call)) {
                    found.add(thing);
                }
            }
        }
        found.sort(Comparator.comparing(Scoped::name));
        return found;
    }
}
