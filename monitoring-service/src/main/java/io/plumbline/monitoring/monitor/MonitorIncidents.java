package io.plumbline.monitoring.monitor;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Opens one incident in governance-service for each detected change, with the id of the breach as the idempotency
/// key. Retries with growing pauses until governance-service accepts it.
@Component
class MonitorIncidents {

    private static final Logger log = LoggerFactory.getLogger(MonitorIncidents.class);

    private final MonitorBreaches breaches;
    private final GovernanceClient governance;
    private final ReentrantLock running = new ReentrantLock();

    MonitorIncidents(MonitorBreaches breaches, GovernanceClient governance) {
        this.breaches = breaches;
        this.governance = governance;
    }

    @Scheduled(fixedRateString = "PT1S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::openAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Incidents of monitors wait");
        } finally {
            running.unlock();
        }
    }

    private void openAll() {
        Optional<MonitorBreaches.Due> due = breaches.take();
        while (due.isPresent()) {
            open(due.get());
            due = breaches.take();
        }
    }

    private void open(MonitorBreaches.Due due) {
        MonitorBreach breach = due.breach();
        try {
            breaches.opened(
                    due,
                    governance
                            .openIncident(breach.id().toString(), report(breach))
                            .id());
        } catch (ProblemException | RestClientException e) {
            breaches.retry(due);
            log.atWarn()
                    .addKeyValue("monitor", breach.monitor())
                    .addKeyValue("attempts", due.attempts())
                    .addKeyValue("reason", e.getMessage())
                    .log("Governance has not taken an incident");
        }
    }

    private static IncidentReport report(MonitorBreach breach) {
        Alarm alarm = breach.alarm();
        MonitorPlan plan = breach.plan();
        return new IncidentReport(
                breach.team(),
                "MEDIUM",
                "BREACH",
                "%s of the route %s has changed".formatted(plan.metric(), plan.route()),
                String.format(
                        Locale.ROOT,
                        "Monitor %s: %s was %.4g and is %.4g since about %s. Detector %s, %.2f false alarms expected per"
                                + " month.",
                        breach.monitor(),
                        plan.metric(),
                        alarm.normal(),
                        alarm.value(),
                        alarm.changedAt(),
                        plan.detector(),
                        plan.falseAlarmsPerMonth()),
                new IncidentReport.IncidentResource("monitor", breach.monitor()),
                alarm.at(),
                Map.of(
                        "changedAt",
                        alarm.changedAt().toString(),
                        "normal",
                        alarm.normal(),
                        "value",
                        alarm.value(),
                        "callsSinceChange",
                        alarm.callsSinceChange()));
    }
}
