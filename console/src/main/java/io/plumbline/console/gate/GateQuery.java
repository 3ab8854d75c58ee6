package io.plumbline.console.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// The filter form of the list of gates; null matches everything.
///
/// @param candidate name of its model, prompt or route, or NAME@VERSION
/// @param outcome the verdict, or the status before a verdict exists
record GateQuery(
        @Nullable String suite,
        @Nullable String candidate,
        @Nullable String outcome) {

    static final List<String> OUTCOMES =
            List.of("PASS", "FAIL", "INCONCLUSIVE", "QUEUED", "RUNNING", "ERROR", "CANCELLED");

    GateQuery {
        suite = given(suite);
        candidate = given(candidate);
        outcome = outcome != null && OUTCOMES.contains(outcome) ? outcome : null;
    }

    /// Whether it matches all gates.
    public boolean isEmpty() {
        return suite == null && candidate == null && outcome == null;
    }

    /// Returns the address of the list.
    String address() {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/gates");
        add(address, "suite", suite);
        add(address, "candidate", candidate);
        add(address, "outcome", outcome);
        return address.build().encode().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null) {
            address.queryParam(name, value);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
