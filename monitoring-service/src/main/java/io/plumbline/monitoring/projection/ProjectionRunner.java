package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.kit.database.Worker;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Feeds the projections. Any replica may run a projection, one at a time: who works locks its position, the
/// others pass by. What a batch changes and the position behind it commit together, so a crash loses nothing
/// and counts nothing twice.
@Component
public class ProjectionRunner {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final int BATCH = 500;

    private final List<Projection> projections;
    private final AuditReader reader;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ProjectionRunner(
            List<Projection> projections,
            @Worker AuditReader reader,
            @Worker JdbcClient jdbc,
            @Worker TransactionTemplate transactions,
            Clock clock) {
        this.projections = projections;
        this.reader = reader;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Brings every projection up to the end of the log.
    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        for (Projection projection : projections) {
            try {
                while (advance(projection) == BATCH) {
                    log.atDebug().addKeyValue("projection", projection.name()).log("Projection is behind");
                }
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("projection", projection.name())
                        .addKeyValue("reason", e.getMessage())
                        .log("Projection waits");
            }
        }
    }

    /// Takes in one batch; says how many events it had.
    private int advance(Projection projection) {
        Integer taken = transactions.execute(_ -> {
            Long position = lock(projection.name());
            if (position == null) {
                return 0;
            }
            List<SequencedEvent> events = reader.readFrom(position, BATCH);
            if (!events.isEmpty()) {
                projection.apply(events.stream().map(SequencedEvent::event).toList());
                move(projection.name(), events.getLast().index() + 1);
            }
            return events.size();
        });
        return taken == null ? 0 : taken;
    }

    /// Forgets what a projection has computed and begins again with the first event.
    ///
    /// @return false when there is no projection of that name
    public boolean rebuild(String name) {
        for (Projection projection : projections) {
            if (projection.name().equals(name)) {
                transactions.executeWithoutResult(_ -> {
                    jdbc.sql("select from projection where name = ? for update")
                            .param(name)
                            .query()
                            .listOfRows();
                    projection.clear();
                    move(name, 0);
                });
                return true;
            }
        }
        return false;
    }

    /// The next leaf to take in, locked; null when another replica is at it.
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
