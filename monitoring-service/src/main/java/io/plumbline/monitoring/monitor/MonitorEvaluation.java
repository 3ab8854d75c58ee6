package io.plumbline.monitoring.monitor;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.projection.ProjectionLag;
import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.CallWindows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Evaluates each monitor on the windows that have passed, about every ten seconds. Any replica may evaluate a
/// monitor, one at a time, by locking it. The state of a monitor and the breaches that follow from it commit
/// together. A monitor reports a change once: it reports again only after six hours, or once it was replaced, and
/// then its alert is resolved.
@Component
class MonitorEvaluation {

    private static final Logger log = LoggerFactory.getLogger(MonitorEvaluation.class);

    /// The gateway's events arrive shortly after their calls.
    private static final Duration SETTLING = Duration.ofMinutes(1);
    /// Calls of a longer time make no observation.
    private static final Duration STRIDE = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofHours(6);
    private static final long MOST_BEHIND = 1_000;
    private static final String WINDOWS = "call-window";

    private final MonitorStore monitors;
    private final MonitorBreaches breaches;
    private final CallWindows windows;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final Alerts alerts;
    private final EvaluationClock time;

    MonitorEvaluation(
            MonitorStore monitors,
            MonitorBreaches breaches,
            CallWindows windows,
            ProjectionLag lag,
            TransactionTemplate transactions,
            Alerts alerts,
            EvaluationClock time) {
        this.monitors = monitors;
        this.breaches = breaches;
        this.windows = windows;
        this.lag = lag;
        this.transactions = transactions;
        this.alerts = alerts;
        this.time = time;
    }

    /// The sources of times and ids.
    @Component
    record EvaluationClock(Clock clock, UuidV7 ids) {}

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        try {
            Tenancy.asWorker(() -> {
                if (monitors.hasWork() && lag.of(WINDOWS) <= MOST_BEHIND) {
                    while (Boolean.TRUE.equals(transactions.execute(_ -> evaluateNext()))) {
                        log.atTrace().log("Monitor is evaluated");
                    }
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Monitors are not evaluated");
        }
    }

    private boolean evaluateNext() {
        Instant now = time.clock().instant();
        return monitors.due(now)
                .map(monitor -> {
                    evaluate(monitor, now);
                    return true;
                })
                .orElse(false);
    }

    private void evaluate(Monitor monitor, Instant now) {
        MonitorSeries series = monitor.series();
        Instant passed = now.minus(SETTLING).truncatedTo(ChronoUnit.MINUTES);
        Instant from = series.position();
        Instant to = from.plus(STRIDE).isBefore(passed) ? from.plus(STRIDE) : passed;
        List<CallWindow> minutes = windows.minutes(
                monitor.team(), monitor.plan().route(), monitor.plan().variant(), from, to);
        for (CallWindow minute : minutes) {
            series.add(minute).ifPresent(alarm -> report(monitor, alarm));
        }
        alerts.resolve(monitor.alertKey(), now.minus(SILENCE));
        boolean behind = to.isBefore(passed);
        if (behind && series.position().equals(from)) {
            series.skipTo(to);
        }
        monitors.evaluated(monitor.name(), series.state(), behind ? now : now.plus(PAUSE));
    }

    private void report(Monitor monitor, Alarm alarm) {
        boolean past = alarm.at().isBefore(monitor.since());
        boolean known = breaches.newest(monitor.name())
                .filter(newest -> newest.isAfter(monitor.since()) && alarm.at().isBefore(newest.plus(SILENCE)))
                .isPresent();
        if (past || known) {
            return;
        }
        MonitorBreach breach =
                new MonitorBreach(time.ids().next(), monitor.team(), monitor.name(), monitor.plan(), alarm, null);
        breaches.store(breach);
        alerts.resolve(monitor.alertKey(), alarm.at());
        alerts.raise(breach.alert(), breach.facts());
    }
}
