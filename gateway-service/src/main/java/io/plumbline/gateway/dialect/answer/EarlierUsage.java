package io.plumbline.gateway.dialect.answer;

import io.plumbline.gateway.tokens.WireCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sums the usage of discarded answers in the client's dialect. The client pays for them, so the reported usage
/// includes them. Not thread-safe.
public final class EarlierUsage {

    private final List<ObjectNode> answers = new ArrayList<>(0);

    /// @param usage as the provider reported it; ignored unless it is an object
    public void add(@Nullable JsonNode usage) {
        if (usage instanceof ObjectNode told && !told.isEmpty()) {
            answers.add(told.deepCopy());
        }
    }

    /// Adds the sum to the usage of another answer.
    ///
    /// @return whether there was anything to add
    public boolean addTo(@Nullable JsonNode usage) {
        if (usage instanceof ObjectNode told) {
            answers.forEach(answer -> sum(answer, told));
            return !answers.isEmpty();
        }
        return false;
    }

    /// Adds each count of `more` to the same count of `to`. Members that are not counts stay unchanged.
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
