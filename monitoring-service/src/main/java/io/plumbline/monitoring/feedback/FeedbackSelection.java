package io.plumbline.monitoring.feedback;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A condition on the table of feedback, and its parameters. It contains only the given criteria, and the
/// caller's teams.
final class FeedbackSelection {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    private FeedbackSelection() {}

    /// @throws io.plumbline.kit.problem.ProblemException 400 for a time that the database cannot store
    static FeedbackSelection of(FeedbackQuery query) {
        FeedbackSelection selection = new FeedbackSelection();
        Tenancy.teams()
                .ifPresent(teams ->
                        selection.add("team = any (cast(:teams as text[]))", "teams", teams.toArray(String[]::new)));
        selection.add("team = :team", "team", given(query.team()));
        selection.add("call_id = :callId", "callId", query.callId());
        selection.add("route = :route", "route", given(query.route()));
        selection.add("variant = :variant", "variant", given(query.variant()));
        selection.add("(model = :model or starts_with(model, :model || '@'))", "model", given(query.model()));
        selection.add("(prompt = :prompt or starts_with(prompt, :prompt || '@'))", "prompt", given(query.prompt()));
        selection.add(
                "thumbs = :thumbs",
                "thumbs",
                query.thumbs() == null ? null : query.thumbs().name());
        selection.add("score >= :minScore", "minScore", query.minScore());
        selection.add("score <= :maxScore", "maxScore", query.maxScore());
        selection.add("training_consent = :consent", "consent", query.trainingConsent());
        selection.add("received_at >= :from", "from", timestamp("/from", query.from()));
        selection.add("received_at < :to", "to", timestamp("/to", query.to()));
        return selection;
    }

    /// The condition in SQL.
    String where() {
        return String.join(" and ", conditions);
    }

    Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /// Adds a condition unless its value is null.
    void add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }
    }

    /// Sets a further parameter of a condition.
    void set(String parameter, @Nullable UUID value) {
        parameters.put(parameter, value);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable Timestamp timestamp(String pointer, @Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LAST))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Times are between 1970 and 9999.")
                    .at(pointer, "must be between 1970 and 9999");
        }
        return time == null ? null : Timestamp.from(time);
    }
}
