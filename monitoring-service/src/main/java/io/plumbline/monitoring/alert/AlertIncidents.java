package io.plumbline.monitoring.alert;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Opens one incident in governance-service for each alert, with the id of the alert as the idempotency key. Retries
/// with growing pauses until governance-service accepts it.
@Component
class AlertIncidents {

    private static final Logger log = LoggerFactory.getLogger(AlertIncidents.class);

    private final AlertStore alerts;
    private final GovernanceClient governance;
    private final ReentrantLock running = new ReentrantLock();

    AlertIncidents(AlertStore alerts, GovernanceClient governance) {
        this.alerts = alerts;
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
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Incidents of alerts wait");
        } finally {
            running.unlock();
        }
    }

    private void openAll() {
        if (!alerts.hasWork()) {
            return;
        }
        Optional<AlertStore.Due> due = alerts.take();
        while (due.isPresent()) {
            open(due.get());
            due = alerts.take();
        }
    }

    private void open(AlertStore.Due due) {
        Alert alert = due.alert();
        try {
            alerts.opened(
                    due,
                    governance
                            .openIncident(alert.id().toString(), report(alert))
                            .id());
        } catch (ProblemException | RestClientException e) {
            alerts.retry(due);
            log.atWarn()
                    .addKeyValue("alert", alert.id())
                    .addKeyValue("attempts", due.attempts())
                    .addKeyValue("reason", e.getMessage())
                    .log("Governance has not taken an incident");
        }
    }

    private static IncidentReport report(Alert alert) {
        return new IncidentReport(
                alert.team(),
                alert.severity().ofIncident(),
                "BREACH",
                alert.title(),
                alert.description(),
                new IncidentReport.IncidentResource(
                        alert.key().source().resourceType(), alert.key().name()),
                alert.startedAt(),
                alert.evidence());
    }
}
