package io.plumbline.monitoring.feedback;

import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.rollout.RolloutAnalysisProperties;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Settles feedback that preceded the event of its call: logs it once the event is there, so that it follows its
/// call; deletes it if the call belongs to another team or does not arrive. Any replica may run it.
@Component
class FeedbackSettlement {

    private static final Logger log = LoggerFactory.getLogger(FeedbackSettlement.class);
    private static final int BATCH = 200;

    private final LoggedCalls calls;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditTrail trail;
    private final RolloutAnalysisProperties properties;
    private final Clock clock;
    private final WaitingWork.Check waiting;

    FeedbackSettlement(
            LoggedCalls calls,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            AuditTrail trail,
            RolloutAnalysisProperties properties,
            Clock clock,
            WaitingWork work) {
        this.waiting = work.check("exists (select from feedback where not settled)");
        this.calls = calls;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.trail = trail;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        try {
            if (!waiting.isThere()) {
                return;
            }
            Tenancy.asWorker(
                    () -> transactions.executeWithoutResult(_ -> waiting().forEach(this::settle)));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Feedback waits");
        }
    }

    private List<Feedback> waiting() {
        return jdbc.sql("""
                        select * from feedback where not settled
                        order by received_at limit :limit for update skip locked
                        """)
                .param("limit", BATCH)
                .query((row, _) -> FeedbackLedger.read(row))
                .list();
    }

    private void settle(Feedback feedback) {
        Optional<LoggedCalls.LoggedCall> call = calls.find(feedback.callId());
        Optional<String> team = call.map(LoggedCalls.LoggedCall::team);
        if (team.isPresent() && team.get().equals(feedback.team())) {
            RatedCall rated = call.get().rated();
            jdbc.sql("""
                            update feedback set settled = true, route = :route, variant = :variant, model = :model,
                                prompt = :prompt, subject = :subject
                            where id = :id
                            """)
                    .params(FeedbackLedger.described(rated))
                    .param("id", feedback.id())
                    .update();
            trail.append(FeedbackLedger.entry(feedback));
        } else if (team.isPresent() || isLate(feedback)) {
            jdbc.sql("delete from feedback where id = ?").param(feedback.id()).update();
            log.atDebug().addKeyValue("call", feedback.callId()).log("Feedback of no call of its team");
        }
    }

    private boolean isLate(Feedback feedback) {
        return feedback.receivedAt()
                .plus(properties.feedbackGrace().multipliedBy(2))
                .isBefore(clock.instant());
    }
}
