package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.ItemCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link to the items of one outcome.
///
/// @param current whether the page shows these
record ItemFilter(String label, String href, long count, boolean current) {

    private static final Map<String, String> OUTCOMES = outcomes();

    private static Map<String, String> outcomes() {
        Map<String, String> outcomes = new LinkedHashMap<>();
        outcomes.put("FAILED", "Failed");
        outcomes.put("ERROR", "No answer");
        outcomes.put("PASSED", "Passed");
        outcomes.put("OPEN", "Open");
        outcomes.put("SKIPPED", "Skipped");
        return outcomes;
    }

    /// Returns links for all items, and for each outcome that items have or could have.
    static List<ItemFilter> of(UUID gate, ItemCounts counts, @Nullable String shown) {
        List<ItemFilter> filters = new ArrayList<>();
        filters.add(new ItemFilter("All", address(gate, null), counts.total(), shown == null));
        OUTCOMES.forEach((outcome, label) -> {
            long count = counts.counts().getOrDefault(outcome, 0L);
            if (count > 0 || !(outcome.equals("OPEN") || outcome.equals("SKIPPED")) || outcome.equals(shown)) {
                filters.add(new ItemFilter(label, address(gate, outcome), count, outcome.equals(shown)));
            }
        });
        return filters;
    }

    /// Returns the address of the items of that outcome.
    static String address(UUID gate, @Nullable String outcome) {
        return "/gates/" + gate + "/items" + (outcome == null ? "" : "?outcome=" + outcome);
    }

    /// Returns the outcome; null for all and for unknown ones.
    static @Nullable String outcome(@Nullable String asked) {
        return asked != null && OUTCOMES.containsKey(asked) ? asked : null;
    }
}
