package io.plumbline.monitoring.cost;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.projection.ProjectionLag;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares each full hour with the past, once, some minutes after its end, by any replica. It waits while the
/// projection of calls is behind.
@Component
class CostEvaluation {

    private static final Logger log = LoggerFactory.getLogger(CostEvaluation.class);
    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final long MOST_BEHIND = 1_000;
    private static final String WINDOWS = "call-window";

    private final JdbcClient jdbc;
    private final CostSums costs;
    private final Alerts alerts;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final CostProperties properties;
    private final Source source;
    private final WaitingWork.Check waiting;

    CostEvaluation(
            JdbcClient jdbc,
            CostSums costs,
            Alerts alerts,
            ProjectionLag lag,
            TransactionTemplate transactions,
            CostProperties properties,
            Source source) {
        this.jdbc = jdbc;
        this.costs = costs;
        this.alerts = alerts;
        this.lag = lag;
        this.transactions = transactions;
        this.properties = properties;
        this.source = source;
        this.waiting = source.work().check("""
                exists (select from cost_evaluation
                        where evaluated_until < date_trunc('hour', cast(:now as timestamptz) - interval '%d s', 'UTC'))
                """.formatted(SETTLING.toSeconds()));
    }

    /// The sources of times, ids and work.
    @Component
    record Source(Clock clock, UuidV7 ids, WaitingWork work) {}

    @Scheduled(fixedDelayString = "PT2S")
    void run() {
        Instant hour = source.clock().instant().minus(SETTLING).truncatedTo(ChronoUnit.HOURS);
        try {
            Tenancy.asWorker(() -> {
                if (waiting.isThere() && lag.of(WINDOWS) <= MOST_BEHIND) {
                    transactions.executeWithoutResult(_ -> evaluate(hour));
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Costs are not evaluated");
        }
    }

    private void evaluate(Instant end) {
        boolean claimed = jdbc.sql("update cost_evaluation set evaluated_until = :end where evaluated_until < :end")
                        .param("end", Timestamp.from(end))
                        .update()
                == 1;
        if (!claimed) {
            return;
        }
        Instant from = end.minus(CostAnomaly.HOURS, ChronoUnit.HOURS);
        List<CostSeries> costly = costs.costly(from, end, properties.leastExtraUsd());
        for (CostSeries series : costly) {
            CostAnomaly.of(costs.hours(series, from.minus(CostAnomaly.PAST), end), end, properties.leastExtraUsd())
                    .ifPresentOrElse(
                            anomaly -> alerts.raise(alert(series, anomaly), facts(series, anomaly)),
                            () -> alerts.resolve(key(series), end));
        }
        alerts.resolveOthers(
                AlertSource.COST, costly.stream().map(CostEvaluation::key).toList());
    }

    private static AlertKey key(CostSeries series) {
        return new AlertKey(AlertSource.COST, series.team() + "/" + series.route(), series.model());
    }

    private Alert alert(CostSeries series, CostAnomaly anomaly) {
        CostChange change = anomaly.change();
        return Alert.firing(
                source.ids().next(),
                series.team(),
                key(series),
                AlertSeverity.TICKET,
                new Alert.AlertText(
                        "The route %s costs far more than usual".formatted(series.route()),
                        String.format(
                                Locale.ROOT,
                                "Calls of the model %s cost %.2f USD in the last three hours; usual are %.2f USD. Against"
                                        + " the mean of the compared hours: number of calls %+.2f, repeated calls %+.2f, cache %+.2f, input"
                                        + " length %+.2f, output length %+.2f, price and new models %+.2f USD.",
                                series.model(),
                                anomaly.usd(),
                                anomaly.usualUsd(),
                                change.volume(),
                                change.retries(),
                                change.cache(),
                                change.input(),
                                change.output(),
                                change.price() + change.mix()),
                        Map.of(
                                "usd",
                                anomaly.usd(),
                                "usualUsd",
                                anomaly.usualUsd(),
                                "volume",
                                change.volume(),
                                "retries",
                                change.retries(),
                                "cache",
                                change.cache(),
                                "input",
                                change.input(),
                                "output",
                                change.output(),
                                "price",
                                change.price() + change.mix())),
                source.clock().instant());
    }

    private static Map<String, Object> facts(CostSeries series, CostAnomaly anomaly) {
        return Map.of(
                "route", series.route(),
                "metric", "COST",
                "model", series.model(),
                "usd", anomaly.usd(),
                "usualUsd", anomaly.usualUsd());
    }
}
