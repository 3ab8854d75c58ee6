package io.plumbline.gateway.dialect;

import io.plumbline.gateway.price.TokenUsage;
import tools.jackson.databind.JsonNode;

/// Counts of tokens as providers write them.
public final class WireCounts {

    private WireCounts() {}

    /// Whether a member is a count that can be, or is left out.
    public static boolean isCount(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.canConvertToLong() && node.asLong(-1) >= 0 && node.asLong(-1) <= TokenUsage.MOST);
    }
}
