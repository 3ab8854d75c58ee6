package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.ConnectorStore;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Starts the runs that a schedule wants, queues those that a replica opened but failed to queue before it died, and
/// deletes old ones. A schedule that is due while a run is open waits for its next time.
@Component
class RunSweep {

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(90);

    private final KnowledgeBaseCatalog bases;
    private final ConnectorStore connectors;
    private final ConnectorRuns starter;
    private final RunStore runs;
    private final RunQueue queue;
    private final Clock clock;

    RunSweep(
            KnowledgeBaseCatalog bases,
            ConnectorStore connectors,
            ConnectorRuns starter,
            RunStore runs,
            RunQueue queue,
            Clock clock) {
        this.bases = bases;
        this.connectors = connectors;
        this.starter = starter;
        this.runs = runs;
        this.queue = queue;
        this.clock = clock;
    }

    void run() {
        Instant now = clock.instant();
        for (Connector connector : connectors.due(now)) {
            connectors.plan(
                    connector.id(),
                    Optional.ofNullable(connector.terms().schedule())
                            .flatMap(schedule -> schedule.next(now))
                            .orElse(null));
            bases.find(connector.baseId()).ifPresent(base -> starter.open(base, connector, Cause.SCHEDULE));
        }
        runs.idle(now.minus(FORGOTTEN_AFTER)).forEach(queue::put);
        runs.forget(now.minus(KEPT));
    }
}
