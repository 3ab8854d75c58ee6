package io.plumbline.registry.knowledge;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The redaction of a knowledge base's documents.
///
/// @param entities the entity types that the action applies to; empty for all but those of everyday talk, such as
///     places and dates
/// @param overrides entity type → its own action
public record RedactionPolicy(RedactionAction action, Set<String> entities, Map<String, RedactionAction> overrides) {

    static final RedactionPolicy DEFAULT = new RedactionPolicy(RedactionAction.MASK, Set.of(), Map.of());

    public RedactionPolicy {
        entities = new TreeSet<>(entities);
        overrides = new TreeMap<>(overrides);
    }
}
