package io.plumbline.governance.audit;

import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.problem.RequestProblem;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Search criteria for the audit log; all given criteria must match. An empty value counts as absent, as sent by
/// forms.
record EventQuery(
        @Parameter(
                description =
                        "The action, for example `governance.key.revoked`, or several separated by commas. A `*` at"
                                + " an end stands for all actions that start like it: `registry.*`.")
        @Size(max = 4000)
        @Nullable
        String action,

        @Parameter(description = "The actor, as `id` or `type:id`, or several ids separated by commas.")
        @Size(max = 2000)
        @Nullable
        String actor,

        @Parameter(description = "The resource, as `id` or `type:id`.") @Size(max = 400) @Nullable
        String resource,

        @Size(max = 63) @Nullable String team,
        @Nullable Outcome outcome,

        @Parameter(description = "A data subject: the identifier the application uses, or the pseudonym.")
        @Size(max = 512)
        @Nullable
        String subject,

        @Parameter(description = "Include events at or after this time.") @Nullable
        Instant from,

        @Parameter(description = "Include events before this time.") @Nullable
        Instant to,

        @Size(max = 32) @Nullable String traceId,

        @Parameter(description = "Text to find anywhere in the event. Slow without `from`.") @Size(max = 200) @Nullable
        String q) {

    private static final String PSEUDONYM = "s_[0-9a-f]{32}";

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Set<String> NAMES = Arrays.stream(EventQuery.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OTHERS = Set.of("limit", "cursor", "id");

    /// Refuses unknown parameters: a misspelt filter must not return everything.
    static void requireKnown(Collection<String> parameters) {
        for (String parameter : parameters) {
            if (!NAMES.contains(parameter) && !OTHERS.contains(parameter)) {
                throw RequestProblem.INVALID_REQUEST
                        .because("No such filter exists. errors lists the existing ones.")
                        .at("/" + parameter, "must be one of: " + String.join(", ", new TreeSet<>(NAMES)));
            }
        }
    }

    AuditFilter filter(Pseudonyms pseudonyms) {
        requireInCalendar(from, "/from");
        requireInCalendar(to, "/to");
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

    private static void requireInCalendar(@Nullable Instant time, String pointer) {
        if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at(pointer, "must be in the years 1970 to 9999");
        }
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
