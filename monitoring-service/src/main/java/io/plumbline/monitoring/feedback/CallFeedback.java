package io.plumbline.monitoring.feedback;

import io.plumbline.kit.web.Paging;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Feedback, for other capabilities.
@Component
public class CallFeedback {

    private static final int MOST = 100;

    private final FeedbackLedger ledger;

    CallFeedback(FeedbackLedger ledger) {
        this.ledger = ledger;
    }

    /// Returns the newest feedback on a call, newest first, at most a hundred.
    public List<FeedbackResponse> of(UUID callId) {
        return ledger.list(FeedbackQuery.ofCall(callId), new Paging(MOST, null))
                .map(FeedbackResponse::from)
                .items();
    }

    /// Selects settled feedback.
    ///
    /// @param route null for every route; likewise `model` and `prompt`, which are `name` or `name@version`
    /// @param from null for no limit; likewise `to`
    public record Scope(
            String team,
            @Nullable String route,
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /// Returns settled feedback, newest first.
    public List<Feedback> newest(Scope scope, int limit) {
        return ledger.newest(
                new FeedbackQuery(
                        scope.team(),
                        null,
                        scope.route(),
                        null,
                        scope.model(),
                        scope.prompt(),
                        null,
                        null,
                        null,
                        null,
                        scope.from(),
                        scope.to()),
                limit);
    }
}
