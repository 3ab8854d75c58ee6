package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.ledger.GateFilter;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// The filter of the list of gates, as its form sends it; empty fields make no difference.
///
/// @param candidate name of its model, prompt or route, or NAME@VERSION
record GateQuery(
        @Size(max = 63) @Nullable String suite,
        @Size(max = 80) @Nullable String candidate,
        @Nullable Outcome verdict) {

    /// Verdicts, and what a gate is while it has none.
    enum Outcome {
        PASS,
        FAIL,
        INCONCLUSIVE,
        QUEUED,
        RUNNING,
        ERROR,
        CANCELLED
    }

    GateQuery {
        suite = given(suite);
        candidate = given(candidate);
    }

    GateFilter filter() {
        return new GateFilter(suite, candidate, verdict == null ? null : verdict.name());
    }

    /// Whether it lets through all gates.
    public boolean isEmpty() {
        return suite == null && candidate == null && verdict == null;
    }

    /// The list from that place on.
    String href(String cursor) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("suite", suite);
        values.put("candidate", candidate);
        values.put("verdict", verdict);
        values.put("cursor", cursor);
        values.values().removeIf(value -> value == null);
        UriComponentsBuilder href = UriComponentsBuilder.fromPath("/");
        values.keySet().forEach(name -> href.queryParam(name, "{" + name + "}"));
        return href.encode().buildAndExpand(values).toUriString();
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
