package io.plumbline.registry.knowledge;

import io.plumbline.kit.security.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who may read the documents of a knowledge base, among those with the permission in its team. A principal is
/// `team:NAME`, `role:CODE`, `user:ID` or `key:ID`.
///
/// @param documents readers of documents that name none; empty for all
/// @param byTag tag → the only readers of chunks that have it, whatever their document says
public record ReaderRules(Set<String> documents, Map<String, Set<String>> byTag) {

    public static final String PRINCIPAL = "(team|role|user|key):[A-Za-z0-9*._@-]{1,100}";

    static final ReaderRules OPEN = new ReaderRules(Set.of(), Map.of());

    public ReaderRules {
        documents = new TreeSet<>(documents);
        byTag = new TreeMap<>(byTag);
    }

    /// Returns the principals of a caller in a team. A role that holds in every team adds no team.
    public static Set<String> principals(Caller caller, String team) {
        Set<String> principals = new TreeSet<>();
        caller.teams().forEach(each -> principals.add("team:" + each));
        caller.rolesIn(team).forEach(role -> principals.add("role:" + role));
        switch (caller.type()) {
            case USER -> principals.add("user:" + caller.id());
            case API_KEY -> principals.add("key:" + caller.id());
            case SERVICE -> {
                // A service is known by its role.
            }
        }
        return principals;
    }

    /// Whether a document that names no readers is open to these principals.
    public boolean opensTo(Collection<String> principals) {
        return documents.isEmpty() || documents.stream().anyMatch(principals::contains);
    }

    /// Returns the tags whose chunks these principals may not read, sorted.
    public List<String> hiddenTags(Collection<String> principals) {
        List<String> hidden = new ArrayList<>();
        byTag.forEach((tag, readers) -> {
            if (readers.stream().noneMatch(principals::contains)) {
                hidden.add(tag);
            }
        });
        hidden.sort(Comparator.naturalOrder());
        return hidden;
    }
}
