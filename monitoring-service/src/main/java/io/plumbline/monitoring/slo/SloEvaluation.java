package io.plumbline.monitoring.slo;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.projection.ProjectionLag;
import io.plumbline.monitoring.window.CallWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Evaluates each objective about every 15 seconds. Any replica may evaluate an objective, one at a time, by locking
/// it. Its state and its alerts commit together. While the projection of calls is behind, nothing is evaluated, so
/// that missing calls neither raise nor resolve an alert.
@Component
class SloEvaluation {

    private static final Logger log = LoggerFactory.getLogger(SloEvaluation.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final long MOST_BEHIND = 1_000;
    private static final String WINDOWS = "call-window";

    private final SloStore slos;
    private final SloCounts counts;
    private final Alerts alerts;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    SloEvaluation(
            SloStore slos,
            SloCounts counts,
            Alerts alerts,
            ProjectionLag lag,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.slos = slos;
        this.counts = counts;
        this.alerts = alerts;
        this.lag = lag;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        try {
            Tenancy.asWorker(() -> {
                if (slos.hasWork() && lag.of(WINDOWS) <= MOST_BEHIND) {
                    while (Boolean.TRUE.equals(transactions.execute(_ -> evaluateNext()))) {
                        log.atTrace().log("Objective is evaluated");
                    }
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Objectives are not evaluated");
        }
    }

    private boolean evaluateNext() {
        Instant now = clock.instant();
        return slos.due(now)
                .map(slo -> {
                    slos.evaluated(slo.name(), evaluate(slo, now), now.plus(PAUSE));
                    return true;
                })
                .orElse(false);
    }

    private SloStatus evaluate(SloStore.Due slo, Instant now) {
        SloPlan plan = slo.plan();
        Instant to = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        CallWindow period = counts.period(slo, to);
        Indicator.Counts counted = SloCounts.count(plan, period);
        List<SloStatus.Burn> burns = new ArrayList<>();
        for (BurnRule rule : BurnRule.values()) {
            if (rule.isReachable(plan)) {
                burns.add(burn(rule, slo, to, now));
            }
        }
        @Nullable Double left = counted.total() == 0 ? null : Double.valueOf(1 - counted.badShare() / plan.budget());
        return new SloStatus(
                now,
                SloCounts.from(plan, to),
                counted.good(),
                counted.bad(),
                counted.total() == 0 ? null : Double.valueOf(1 - counted.badShare()),
                left,
                state(left, burns),
                failures(plan, period),
                burns);
    }

    private static SloStatus.State state(@Nullable Double budgetLeft, List<SloStatus.Burn> burns) {
        if (budgetLeft == null) {
            return SloStatus.State.NO_DATA;
        }
        if (burns.stream().anyMatch(SloStatus.Burn::firing)) {
            return SloStatus.State.BURNING;
        }
        return budgetLeft <= 0 ? SloStatus.State.EXHAUSTED : SloStatus.State.MET;
    }

    private static SloStatus.@Nullable Failures failures(SloPlan plan, @Nullable CallWindow period) {
        return plan.indicator() == Indicator.AVAILABILITY && period != null
                ? new SloStatus.Failures(
                        period.outcomes().providerErrors(), period.outcomes().gatewayErrors())
                : null;
    }

    private SloStatus.Burn burn(BurnRule rule, SloStore.Due slo, Instant to, Instant now) {
        SloPlan plan = slo.plan();
        Indicator.Counts longer = counts.in(rule.longer(), slo, to);
        Indicator.Counts shorter = counts.in(rule.shorter(), slo, to);
        boolean firing = rule.fires(plan, longer, shorter);
        SloStatus.Burn burn = new SloStatus.Burn(
                rule,
                rule.factor(plan),
                longer.badShare() / plan.budget(),
                shorter.badShare() / plan.budget(),
                longer.total(),
                firing);
        AlertKey key = new AlertKey(AlertSource.SLO, slo.name(), rule.name());
        if (firing) {
            alerts.raise(
                    Alert.firing(ids.next(), slo.team(), key, rule.severity(), text(slo, burn, longer), now),
                    Map.of("route", plan.route(), "rule", rule.name(), "burnRate", burn.longer(), "bad", longer.bad()));
        } else {
            alerts.resolve(key, now);
        }
        return burn;
    }

    private static Alert.AlertText text(SloStore.Due slo, SloStatus.Burn burn, Indicator.Counts longer) {
        SloPlan plan = slo.plan();
        return new Alert.AlertText(
                String.format(
                        Locale.ROOT,
                        "Objective %s spends its error budget %.1f times too fast",
                        slo.name(),
                        burn.longer()),
                String.format(
                        Locale.ROOT,
                        "%s of the route %s: %d of %d calls were bad in the last %s. The objective allows %.3g %% in %d"
                                + " days. Burn rate %.1f, and %.1f in the last %s; the rule %s raises an alert from"
                                + " %.1f.",
                        plan.indicator(),
                        plan.route(),
                        longer.bad(),
                        longer.total(),
                        words(burn.rule().longer()),
                        plan.budget() * 100,
                        plan.days(),
                        burn.longer(),
                        burn.shorter(),
                        words(burn.rule().shorter()),
                        burn.rule(),
                        burn.factor()),
                Map.of(
                        "bad",
                        longer.bad(),
                        "calls",
                        longer.total(),
                        "burnRate",
                        burn.longer(),
                        "shortBurnRate",
                        burn.shorter(),
                        "factor",
                        burn.factor()));
    }

    private static String words(Duration time) {
        if (time.toDays() >= 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 1) {
            return time.toHours() == 1 ? "hour" : time.toHours() + " hours";
        }
        return time.toMinutes() + " minutes";
    }
}
