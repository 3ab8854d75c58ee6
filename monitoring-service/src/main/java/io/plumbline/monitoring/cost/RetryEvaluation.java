package io.plumbline.monitoring.cost;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.projection.ProjectionLag;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks for retry storms in each five minutes, once, a minute after their end, by any replica. It waits while the
/// projection of calls is behind, and makes up for at most a day.
@Component
class RetryEvaluation {

    private static final Logger log = LoggerFactory.getLogger(RetryEvaluation.class);
    private static final long STEP_SECONDS = 300;
    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final Duration MOST_PAST = Duration.ofDays(1);
    private static final long MOST_BEHIND = 1_000;
    /// Each alert opens an incident, and an outage makes many callers repeat their calls.
    private static final int MOST_ALERTS = 20;

    private static final String CALLS = "calls";

    private final JdbcClient jdbc;
    private final RetryStorms storms;
    private final Alerts alerts;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final CostProperties properties;
    private final CostEvaluation.Source source;
    private final WaitingWork.Check waiting;

    RetryEvaluation(
            JdbcClient jdbc,
            RetryStorms storms,
            Alerts alerts,
            ProjectionLag lag,
            TransactionTemplate transactions,
            CostProperties properties,
            CostEvaluation.Source source) {
        this.jdbc = jdbc;
        this.storms = storms;
        this.alerts = alerts;
        this.lag = lag;
        this.transactions = transactions;
        this.properties = properties;
        this.source = source;
        this.waiting = source.work().check("""
                exists (select from retry_evaluation
                        where evaluated_until < date_bin(
                            '%d s', cast(:now as timestamptz) - interval '%d s', timestamptz 'epoch'))
                """.formatted(STEP_SECONDS, SETTLING.toSeconds()));
    }

    @Scheduled(fixedDelayString = "PT2S")
    void run() {
        Instant end = start(source.clock().instant().minus(SETTLING));
        try {
            Tenancy.asWorker(() -> {
                while (waiting.isThere()
                        && lag.of(CALLS) <= MOST_BEHIND
                        && Boolean.TRUE.equals(transactions.execute(_ -> evaluateNext(end)))) {
                    log.atTrace().log("Retry storms are evaluated");
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Retry storms are not evaluated");
        }
    }

    /// Returns the start of the five minutes that contain a time.
    private static Instant start(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), STEP_SECONDS) * STEP_SECONDS);
    }

    /// Returns whether there were five minutes to evaluate. Their row is locked, so that replicas take turns.
    private boolean evaluateNext(Instant end) {
        Instant since = jdbc.sql("""
                        select greatest(evaluated_until, :earliest) from retry_evaluation for update skip locked
                        """)
                .param("earliest", Timestamp.from(end.minus(MOST_PAST)))
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(end);
        if (!since.isBefore(end)) {
            return false;
        }
        Instant to = since.plusSeconds(STEP_SECONDS);
        List<RetryStorm> found = storms.find(since, to, properties.stormCalls());
        if (to.equals(end)) {
            found.stream()
                    .sorted(Comparator.comparingLong(RetryStorm::repeats).reversed())
                    .limit(MOST_ALERTS)
                    .forEach(storm -> alerts.raise(alert(storm), facts(storm)));
            alerts.resolveOthers(
                    AlertSource.RETRY, found.stream().map(RetryEvaluation::key).toList());
            storms.expire(end);
        }
        jdbc.sql("update retry_evaluation set evaluated_until = ?")
                .param(Timestamp.from(to))
                .update();
        return true;
    }

    private static AlertKey key(RetryStorm storm) {
        return new AlertKey(
                AlertSource.RETRY,
                storm.team() + "/" + storm.route(),
                storm.kind() + "/" + storm.model() + "/" + storm.caller());
    }

    private Alert alert(RetryStorm storm) {
        boolean ofCaller = storm.kind() == RetryStorm.RetryKind.CALLER;
        return Alert.firing(
                source.ids().next(),
                storm.team(),
                key(storm),
                AlertSeverity.TICKET,
                new Alert.AlertText(
                        ofCaller
                                ? "A caller repeats its calls of the route %s".formatted(storm.route())
                                : "Calls of the route %s need many attempts".formatted(storm.route()),
                        ofCaller
                                ? String.format(
                                        Locale.ROOT,
                                        "The caller %s sent %d calls of the same size to the model %s within five minutes."
                                                + " The repeats cost %.2f USD.",
                                        storm.caller(),
                                        storm.calls(),
                                        storm.model(),
                                        storm.costUsd())
                                : "%d calls of the model %s needed %d further attempts at providers within five minutes."
                                        .formatted(storm.calls(), storm.model(), storm.repeats()),
                        Map.of(
                                "caller", storm.caller(),
                                "model", storm.model(),
                                "calls", storm.calls(),
                                "repeats", storm.repeats(),
                                "usd", storm.costUsd(),
                                "start", storm.start().toString())),
                source.clock().instant());
    }

    private static Map<String, Object> facts(RetryStorm storm) {
        return Map.of(
                "route", storm.route(),
                "metric", storm.kind() + "_RETRIES",
                "model", storm.model(),
                "repeats", storm.repeats());
    }
}
