package io.plumbline.governance.audit;

import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.payload.Pseudonyms;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to search the audit log for: everything that is given must match. Empty is absent, as forms send it.
record EventQuery(
        @Parameter(description = "Exact, such as governance.key.revoked") @Size(max = 200) @Nullable
        String action,

        @Parameter(description = "The actor's id, or type:id") @Size(max = 200) @Nullable
        String actor,

        @Parameter(description = "The resource's id, or type:id") @Size(max = 400) @Nullable
        String resource,

        @Size(max = 63) @Nullable String team,
        @Nullable Outcome outcome,

        @Parameter(description = "A data subject: as the application names them, or their pseudonym")
        @Size(max = 512)
        @Nullable
        String subject,

        @Parameter(description = "Events of this time or later") @Nullable
        Instant from,

        @Parameter(description = "Events before this time") @Nullable
        Instant to,

        @Size(max = 32) @Nullable String traceId,

        @Parameter(description = "Text that occurs anywhere in the event; slow without from") @Size(max = 200) @Nullable
        String q) {

    private static final String PSEUDONYM = "s_[0-9a-f]{32}";

    AuditFilter filter(Pseudonyms pseudonyms) {
        String who = given(subject);
        return new AuditFilter(
                given(action),
                given(actor),
                given(resource),
                given(team),
                outcome,
                who == null || who.matches(PSEUDONYM) ? who : pseudonyms.of(who),
                from,
                to,
                given(traceId),
                given(q));
    }

    /// What was given, by parameter.
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        put(parameters, "action", given(action));
        put(parameters, "actor", given(actor));
        put(parameters, "resource", given(resource));
        put(parameters, "team", given(team));
        put(parameters, "outcome", outcome);
        put(parameters, "subject", given(subject));
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "traceId", given(traceId));
        put(parameters, "q", given(q));
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
