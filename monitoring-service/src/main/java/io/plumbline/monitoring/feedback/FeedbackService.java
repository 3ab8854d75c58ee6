package io.plumbline.monitoring.feedback;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.monitoring.rollout.RolloutAnalysisProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Stores feedback for the team of its call. The event of a call arrives shortly after the answer. Feedback on a
/// call that is not in the log is stored unsettled for the credential's team if the call id is only minutes old;
/// [FeedbackSettlement] completes it. Any other unknown call does not exist.
@Service
final class FeedbackService {

    /// Maximum lead of a gateway's clock.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final LoggedCalls calls;
    private final FeedbackLedger ledger;
    private final CommentRedaction redaction;
    private final RolloutAnalysisProperties properties;
    private final UuidV7 ids;
    private final Clock clock;

    FeedbackService(
            LoggedCalls calls,
            FeedbackLedger ledger,
            CommentRedaction redaction,
            RolloutAnalysisProperties properties,
            UuidV7 ids,
            Clock clock) {
        this.calls = calls;
        this.ledger = ledger;
        this.redaction = redaction;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
    }

    /// @throws ProblemException 400 if it is empty or contradictory; 404 for a call that the caller's teams did
    ///     not make
    Feedback take(FeedbackRequest request, Caller caller) {
        request.check();
        Optional<LoggedCalls.LoggedCall> known = calls.find(request.callId());
        if (known.isPresent() && !mayJudge(caller, known.get())) {
            throw notThere();
        }
        String team = known.map(LoggedCalls.LoggedCall::team).orElseGet(() -> teamOfUnknown(request.callId(), caller));
        return ledger.store(new Feedback(
                ids.next(),
                team,
                request.callId(),
                caller.type().name().toLowerCase(Locale.ROOT).replace('_', '-') + ":" + caller.id(),
                request.effectiveScore(),
                request.thumbs(),
                redaction.apply(request.comment()),
                redaction.apply(request.correction()),
                request.consents(),
                known.isPresent(),
                clock.instant(),
                known.map(LoggedCalls.LoggedCall::rated).orElse(null)));
    }

    /// A route-limited key may not rate calls of other routes.
    private static boolean mayJudge(Caller caller, LoggedCalls.LoggedCall call) {
        return caller.may(Permission.FEEDBACK_WRITE, call.team()) && caller.mayUse(call.route());
    }

    private String teamOfUnknown(UUID callId, Caller caller) {
        Set<String> teams = caller.teamsWith(Permission.FEEDBACK_WRITE);
        if (callId.version() != 7 || teams.size() != 1 || teams.contains(Caller.EVERY_TEAM)) {
            throw notThere();
        }
        Instant made = UuidV7.instantOf(callId);
        Instant now = clock.instant();
        boolean recent = !made.isBefore(now.minus(properties.feedbackGrace())) && !made.isAfter(now.plus(AHEAD));
        if (!recent || calls.isOther(callId)) {
            throw notThere();
        }
        return teams.iterator().next();
    }

    private static ProblemException notThere() {
        return RequestProblem.NOT_FOUND.because(
                "No such call exists. callId is the x-plumbline-call-id of an answer. A new call may take a moment to"
                        + " appear.");
    }
}
