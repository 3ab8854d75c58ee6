package io.plumbline.gateway.tokens;

import io.plumbline.gateway.price.TokenUsage;
import tools.jackson.databind.JsonNode;

/// Validates token counts from providers.
public final class WireCounts {

    private WireCounts() {}

    /// Whether a member is a plausible count, null or missing.
    public static boolean isCount(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.canConvertToLong() && node.asLong(-1) >= 0 && node.asLong(-1) <= TokenUsage.MOST);
    }
}
