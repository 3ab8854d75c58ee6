package io.plumbline.gateway.accounting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Selects the tags of a call that its event may contain. The log is permanent and holds no personal data, so an
/// event contains only names and values that the route declares, never the caller's own words.
final class SegmentTags {

    /// Takes the place of a value that the route does not declare.
    private static final String OTHER = "other";

    private SegmentTags() {}

    /// @param declared values by name; null for none
    /// @param tags the caller's
    static Map<String, String> of(@Nullable Map<String, List<String>> declared, Map<String, String> tags) {
        if (declared == null || tags.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new TreeMap<>();
        declared.forEach((name, values) -> {
            String value = tags.get(name);
            if (value != null) {
                kept.put(name, values.contains(value) ? value : OTHER);
            }
        });
        return kept;
    }
}
