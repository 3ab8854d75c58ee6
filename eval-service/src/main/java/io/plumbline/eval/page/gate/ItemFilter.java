package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ItemComparisons.Listing;
import io.plumbline.eval.gate.comparison.ItemOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// A link to the items of one outcome.
///
/// @param present whether the page shows these
record ItemFilter(String label, String href, long count, boolean present) {

    /// Returns links for all items, and for each possible outcome.
    static List<ItemFilter> of(UUID gate, Listing listing, @Nullable ItemOutcome shown) {
        List<ItemFilter> filters = new ArrayList<>();
        filters.add(new ItemFilter("All", href(gate, null, null), listing.total(), shown == null));
        for (ItemOutcome outcome : ItemOutcome.values()) {
            long count = listing.counts().getOrDefault(outcome, 0L);
            if (count > 0 || (outcome != ItemOutcome.OPEN && outcome != ItemOutcome.SKIPPED) || shown == outcome) {
                filters.add(new ItemFilter(label(outcome), href(gate, outcome, null), count, shown == outcome));
            }
        }
        return filters;
    }

    /// Returns the link to a gate's page with the items of that outcome, from that position on.
    static String href(UUID gate, @Nullable ItemOutcome outcome, @Nullable String cursor) {
        UriComponentsBuilder href = UriComponentsBuilder.fromPath("/gates/{gate}");
        if (outcome != null) {
            href.queryParam("outcome", outcome.name());
        }
        if (cursor != null) {
            href.queryParam("cursor", "{cursor}");
        }
        Map<String, ?> values = cursor == null ? Map.of("gate", gate) : Map.of("gate", gate, "cursor", cursor);
        return href.fragment("items").encode().buildAndExpand(values).toUriString();
    }

    private static String label(ItemOutcome outcome) {
        return switch (outcome) {
            case FAILED -> "Failed";
            case ERROR -> "No answer";
            case PASSED -> "Passed";
            case OPEN -> "Open";
            case SKIPPED -> "Skipped";
        };
    }
}
