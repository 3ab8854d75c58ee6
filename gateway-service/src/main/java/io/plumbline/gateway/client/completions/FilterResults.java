package io.plumbline.gateway.client.completions;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A provider's own filter results of a stream piece: flags, offsets and severities. In the format of Azure's
/// `content_filter_results`, as "Content filtering" in the documentation of Azure OpenAI describes it.
final class FilterResults {

    private static final Set<String> NAMES =
            Set.of("content_filter_results", "content_filter_result", "content_filter_offsets");
    private static final Set<String> SEVERITIES = Set.of("safe", "low", "medium", "high");

    private FilterResults() {}

    /// Whether a member outside the delta contains only filter results. Any other text in it may be a piece of a
    /// longer one.
    static boolean are(String name, JsonNode value) {
        return value.isObject() && NAMES.contains(name) && saysNoMore(value);
    }

    private static boolean saysNoMore(JsonNode value) {
        if (value.isString()) {
            return SEVERITIES.contains(value.asString());
        }
        for (JsonNode each : value) {
            if (!saysNoMore(each)) {
                return false;
            }
        }
        return true;
    }
}
