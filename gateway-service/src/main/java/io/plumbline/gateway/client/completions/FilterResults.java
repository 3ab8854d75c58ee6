package io.plumbline.gateway.client.completions;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a provider's own filter says of a piece of a stream: flags, offsets, and how severe a thing is. Shape of
/// Azure's `content_filter_results`, as "Content filtering" in the documentation of Azure OpenAI gives it.
final class FilterResults {

    private static final Set<String> NAMES =
            Set.of("content_filter_results", "content_filter_result", "content_filter_offsets");
    private static final Set<String> SEVERITIES = Set.of("safe", "low", "medium", "high");

    private FilterResults() {}

    /// Whether a member beside a delta is that and nothing more. Where any other text stands in it, it may be a piece
    /// of
    /// something.
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
