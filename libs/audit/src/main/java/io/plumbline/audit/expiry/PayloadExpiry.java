package io.plumbline.audit.expiry;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Destroys payloads at the end of their retention, in batches, in the order of their events. One transaction
/// first appends the event with the statement, then the database destroys accordingly: nothing is destroyed
/// without a statement. The statement also names the payloads of its range that were already missing, so that a
/// manual deletion never becomes an expiry over time.
///
/// Any replica may run it at any time. It does nothing while another replica runs it, or if its clock is not
/// later than the last statement: statements in a different order than created would leave payloads unaccounted
/// for. A failed batch leaves everything unchanged and is retried. For governance's worker. Thread-safe.
public final class PayloadExpiry {
    /// The longest list takes about 40,000 bytes of an event.
    static final int MAX_MISSING = 1_000;

    private static final int STATEMENTS = 100;
    private static final RowMapper<Optional<Expiry>> STATEMENT = (row, number) -> {
        try {
            return Expiry.of(AuditEvent.parse(row.getBytes("canonical")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    };

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LostPayloads lost;
    private final AuditLog log;
    private final UuidV7 ids;
    private final int batch;
    private final int events;

    /// @param log on the same data source
    /// @param batch maximum number of payloads destroyed at once
    public PayloadExpiry(DataSource dataSource, AuditLog log, UuidV7 ids, int batch) {
        this(dataSource, log, ids, batch, LostPayloads.EVENTS);
    }

    /// @param events maximum number of events that a statement covers: all are checked for missing payloads, and
    ///     the log may have any number of events between two payloads
    PayloadExpiry(DataSource dataSource, AuditLog log, UuidV7 ids, int batch, int events) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.lost = new LostPayloads(jdbc);
        this.log = log;
        this.ids = ids;
        this.batch = batch;
        this.events = events;
    }

    /// Destroys the oldest payloads that are due.
    ///
    /// @param keepDays retention in days of 24 hours, at least 1
    /// @return the statement; empty if nothing is due, another replica is running, or the clock is behind
    /// @throws org.springframework.dao.DataAccessException on failure, for example if a payload was added or
    ///     removed meanwhile; nothing is destroyed then
    public Optional<Expiry> expire(int keepDays) {
        return Objects.requireNonNull(transaction.execute(status -> alone() ? destroy(keepDays) : Optional.empty()));
    }

    private boolean alone() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('audit.expire', 0))")
                .query(Boolean.class)
                .single();
    }

    private Optional<Expiry> destroy(int keepDays) {
        UUID statement = ids.next();
        List<UUID> due = jdbc.sql(
                        "SELECT event_id FROM audit.payload WHERE event_id < audit.first_id(?) ORDER BY event_id LIMIT ?")
                .params(
                        OffsetDateTime.ofInstant(
                                UuidV7.instantOf(statement).minus(Duration.ofDays(keepDays)), ZoneOffset.UTC),
                        batch)
                .query(LostPayloads.ID)
                .list();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        Optional<Expiry> before = latest();
        if (before.isPresent() && UuidV7.ORDER.compare(before.get().statement(), statement) >= 0) {
            return Optional.empty();
        }
        UUID after = before.map(Expiry::end).orElse(Expiry.NOTHING);
        UUID end = lost.end(after, due.getLast(), events);
        List<UUID> missing = lost.between(after, end, MAX_MISSING);
        UUID through = missing.size() < MAX_MISSING ? end : missing.getLast();
        long payloads = due.stream()
                .filter(id -> UuidV7.ORDER.compare(id, through) <= 0)
                .count();
        Expiry expiry = new Expiry(statement, after, through, keepDays, payloads, missing);
        log.append(AuditEvent.builder(statement)
                .service("governance")
                .team("platform")
                .actor(new Actor("service", "governance-service"))
                .action(Expiry.ACTION)
                .resource(new Resource("audit-log", "audit-log"))
                .attributes(expiry.attributes())
                .build());
        jdbc.sql("SELECT audit.expire(?)").param(statement).query(Long.class).single();
        return Optional.of(expiry);
    }

    /// Returns the previous statement.
    private Optional<Expiry> latest() {
        return jdbc.sql("""
                        SELECT canonical FROM audit.event
                        WHERE action = ? AND id < audit.first_id(now() + interval '5 minutes')
                        ORDER BY id DESC LIMIT ?
                        """).params(Expiry.ACTION, STATEMENTS).query(STATEMENT).list().stream()
                .flatMap(Optional::stream)
                .findFirst();
    }
}
