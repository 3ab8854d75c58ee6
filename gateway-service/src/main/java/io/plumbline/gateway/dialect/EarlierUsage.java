package io.plumbline.gateway.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What answers used that another takes the place of, in the words of the client's language: the client pays for
/// them too, so what it is told is the sum. Not thread-safe.
public final class EarlierUsage {

    private final List<ObjectNode> answers = new ArrayList<>(0);

    /// @param usage as the provider told it; anything else says nothing
    public void add(@Nullable JsonNode usage) {
        if (usage instanceof ObjectNode told && !told.isEmpty()) {
            answers.add(told.deepCopy());
        }
    }

    /// Adds all of it to what another answer used.
    ///
    /// @return whether there was anything
    public boolean addTo(@Nullable JsonNode usage) {
        if (usage instanceof ObjectNode told) {
            answers.forEach(answer -> sum(answer, told));
            return !answers.isEmpty();
        }
        return false;
    }

    /// Adds count by count, wherever each stands in both. What is no count stays as it is.
    public static void sum(ObjectNode more, ObjectNode to) {
        for (Map.Entry<String, JsonNode> member : more.properties()) {
            String name = member.getKey();
            JsonNode before = to.get(name);
            if (before instanceof ObjectNode inner && member.getValue() instanceof ObjectNode other) {
                sum(other, inner);
            } else if (isNumber(before) && isNumber(member.getValue())) {
                to.put(name, before.asLong() + member.getValue().asLong());
            }
        }
    }

    private static boolean isNumber(@Nullable JsonNode node) {
        return node != null && node.isIntegralNumber() && WireCounts.isCount(node);
    }
}
