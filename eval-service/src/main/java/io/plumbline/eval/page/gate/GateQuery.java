package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.ledger.GateFilter;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// The filter form of the list of gates; empty fields match everything.
///
/// @param candidate name of its model, prompt or route, or NAME@VERSION
record GateQuery(
        @Size(max = 63) @Nullable String suite,
        @Size(max = 80) @Nullable String candidate,
        @Nullable Outcome verdict) {

    /// Verdicts, and the statuses of gates without one.
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

    /// Whether it matches all gates.
    public boolean isEmpty() {
        return suite == null && candidate == null && verdict == null;
    }

    /// Returns the link to the list from that position on.
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
