package io.plumbline.monitoring.rollback;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.Incident;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.rollout.Rollback;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Opens one incident in governance-service for each rollback. The rollout's id is the idempotency key, so
/// neither a lost response nor a rebuilt projection opens a second one. Retries with growing pauses until
/// governance-service accepts it.
@Component
class IncidentOpener {

    private static final Logger log = LoggerFactory.getLogger(IncidentOpener.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_EVIDENCE = 12_000;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 4_000;

    private final IncidentOutbox outbox;
    private final GovernanceClient governance;
    private final ReentrantLock running = new ReentrantLock();

    IncidentOpener(IncidentOutbox outbox, GovernanceClient governance) {
        this.outbox = outbox;
        this.governance = governance;
    }

    @Scheduled(fixedRateString = "PT0.5S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::openAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Incidents wait");
        } finally {
            running.unlock();
        }
    }

    private void openAll() {
        if (!outbox.hasWork()) {
            return;
        }
        outbox.fill();
        Optional<IncidentOutbox.Due> due = outbox.take();
        while (due.isPresent()) {
            open(due.get());
            due = outbox.take();
        }
    }

    private void open(IncidentOutbox.Due due) {
        try {
            Incident incident =
                    governance.openIncident(due.rollback().rolloutId().toString(), report(due.rollback()));
            outbox.opened(due, incident.id());
        } catch (ProblemException | RestClientException e) {
            outbox.retry(due);
            log.atWarn()
                    .addKeyValue("rollout", due.rollback().rolloutId())
                    .addKeyValue("attempts", due.attempts())
                    .addKeyValue("reason", e.getMessage())
                    .log("Governance has not taken an incident");
        }
    }

    static IncidentReport report(Rollback rollback) {
        String title = "%s@%d was rolled back on the route %s"
                .formatted(rollback.model(), rollback.fromVersion(), rollback.route());
        String description = "%s %s. Version %d serves again. The new version had %d calls%s."
                .formatted(
                        rollback.reason() == null ? "No reason given." : rollback.reason(),
                        rollback.afterPromotion() ? "The version had been promoted" : "The version was a canary",
                        rollback.toVersion(),
                        rollback.took().calls(),
                        rollback.took().callsSinceFirstError() == null
                                ? ""
                                : ", %d of them since the first error"
                                        .formatted(rollback.took().callsSinceFirstError()));
        return new IncidentReport(
                rollback.team(),
                rollback.environment().equals("PRODUCTION") ? "HIGH" : "MEDIUM",
                "ROLLBACK",
                cut(title, LONGEST_TITLE),
                cut(description, LONGEST_DESCRIPTION),
                new IncidentReport.IncidentResource(
                        "rollout", rollback.rolloutId().toString()),
                rollback.rolledBackAt(),
                evidence(rollback));
    }

    private static Map<String, Object> evidence(Rollback rollback) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        put(evidence, "calls", rollback.took().calls());
        put(evidence, "callsSinceFirstError", rollback.took().callsSinceFirstError());
        put(evidence, "millisSinceFirstCall", rollback.took().millisSinceFirstCall());
        put(evidence, "millisSinceFirstError", rollback.took().millisSinceFirstError());
        JsonNode posted = rollback.evidence();
        if (posted != null && posted.isObject() && posted.toString().length() <= MOST_EVIDENCE) {
            put(evidence, "verdict", JSON.convertValue(posted, Map.class));
        }
        return evidence;
    }

    private static void put(Map<String, Object> evidence, String name, @Nullable Object value) {
        if (value != null) {
            evidence.put(name, value);
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
