package io.plumbline.monitoring.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs the projections. Any replica may run a projection, one at a time: it locks the position, and other
/// replicas skip the projection. The changes of a batch and the new position commit together, so a crash loses
/// nothing and counts nothing twice. [ProjectionLag] reports the lag of each, and the counter
/// `plumbline.projection.unreadable` the events skipped as unreadable.
@Component
class ProjectionRunner {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final int BATCH = 500;

    private final List<Projection> projections;
    private final AuditReader reader;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditTrail trail;
    private final MeterRegistry meters;
    private final Clock clock;
    /// By projection; used only by the running thread.
    private final Map<String, String> failures = new HashMap<>();

    ProjectionRunner(
            List<Projection> projections,
            AuditReader reader,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            AuditTrail trail,
            MeterRegistry meters,
            Clock clock) {
        this.projections = projections;
        this.reader = reader;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.trail = trail;
        this.meters = meters;
        this.clock = clock;
    }

    /// Brings every projection up to the end of the log.
    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        Tenancy.asWorker(this::advanceAll);
    }

    private void advanceAll() {
        Set<String> current = current();
        for (Projection projection : projections) {
            if (current.contains(projection.name())) {
                continue;
            }
            try {
                while (advance(projection) == BATCH) {
                    log.atDebug().addKeyValue("projection", projection.name()).log("Projection is behind");
                }
                failures.remove(projection.name());
            } catch (RuntimeException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(failures.put(projection.name(), reason))) {
                    log.atWarn()
                            .addKeyValue("projection", projection.name())
                            .addKeyValue("reason", reason)
                            .log("Projection waits");
                }
            }
        }
    }

    /// Returns the projections at the end of the log. One query for all keeps an idle system idle. If it fails,
    /// each projection tries for itself and reports its failure.
    private Set<String> current() {
        try {
            return jdbc.sql("select name from projection, audit.tree_head where next_leaf = size")
                    .query((row, _) -> row.getString(1))
                    .set();
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot read the positions of the projections");
            return Set.of();
        }
    }

    /// Applies one batch; returns its number of events.
    private int advance(Projection projection) {
        record Batch(int size, int unreadable) {}
        Batch batch = transactions.execute(_ -> {
            Long position = lock(projection.name());
            List<SequencedEvent> events = position == null ? List.of() : reader.readFrom(position, BATCH);
            if (events.isEmpty()) {
                return new Batch(0, 0);
            }
            List<AuditEvent> readable = events.stream()
                    .map(SequencedEvent::event)
                    .filter(AuditEvent::readable)
                    .toList();
            int leftOut = projection.apply(readable);
            move(projection.name(), events.getLast().index() + 1);
            return new Batch(events.size(), events.size() - readable.size() + leftOut);
        });
        meters.counter("plumbline.projection.unreadable", "projection", projection.name())
                .increment(batch.unreadable());
        return batch.size();
    }

    /// Deletes the results of a projection, restarts it at the first event, and writes an audit event.
    ///
    /// @return false if the projection does not exist
    boolean rebuild(String name) {
        for (Projection projection : projections) {
            if (projection.name().equals(name)) {
                Tenancy.asWorker(() -> transactions.executeWithoutResult(_ -> {
                    jdbc.sql("select from projection where name = ? for update")
                            .param(name)
                            .query()
                            .listOfRows();
                    projection.clear();
                    move(name, 0);
                    trail.append(AuditEntry.of(ProjectionAction.REBUILT, Caller.PLATFORM_TEAM, "projection", name));
                }));
                return true;
            }
        }
        return false;
    }

    /// Returns the next leaf, locked; null if another replica is running the projection.
    private @Nullable Long lock(String name) {
        jdbc.sql("insert into projection values (?, 0, ?) on conflict do nothing")
                .params(name, Timestamp.from(clock.instant()))
                .update();
        return jdbc.sql("select next_leaf from projection where name = ? for update skip locked")
                .param(name)
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElse(null);
    }

    private void move(String name, long nextLeaf) {
        jdbc.sql("update projection set next_leaf = ?, updated_at = ? where name = ?")
                .params(nextLeaf, Timestamp.from(clock.instant()), name)
                .update();
    }
}
