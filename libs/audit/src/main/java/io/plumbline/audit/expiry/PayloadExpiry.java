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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Destroys payloads that are older than they may be kept, a batch at a time, in the order of their events. The
/// event that says so is appended first and the database does what it says, in one transaction of its own: there
/// is no destruction without its statement. The statement also names whatever of its range was gone before its
/// time, so that a deletion does not pass for an expiry by waiting.
///
/// Any replica may do it at any time: while another does, nothing is done. Nor is it by one whose clock says
/// that it is not later than the last statement: statements that stand in the log in another order than they
/// were made in would leave payloads unaccounted for. A batch that fails leaves all as it was, for the next
/// try. For governance's worker. Thread-safe.
public final class PayloadExpiry {
    /// The longest list of them is some 40,000 bytes of an event.
    static final int MAX_MISSING = 1_000;

    private static final int STATEMENTS = 100;
    private static final RowMapper<Optional<Expiry>> STATEMENT = (row, number) -> {
        try {
            return Expiry.of(AuditEvent.parse(row.getBytes("canonical")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    };

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LostPayloads lost;
    private final AuditLog log;
    private final UuidV7 ids;
    private final int batch;
    private final int events;

    /// @param log   on the same data source
    /// @param batch most payloads that are destroyed at once
    public PayloadExpiry(DataSource dataSource, AuditLog log, UuidV7 ids, int batch) {
        this(dataSource, log, ids, batch, LostPayloads.EVENTS);
    }

    /// @param events most that a statement covers: all of them are looked at for what is missing, and the log may
    ///     have any number between two payloads
    PayloadExpiry(DataSource dataSource, AuditLog log, UuidV7 ids, int batch, int events) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.lost = new LostPayloads(jdbc);
        this.log = log;
        this.ids = ids;
        this.batch = batch;
        this.events = events;
    }

    /// Destroys the oldest payloads of those that are due.
    ///
    /// @param keepDays for how many days of 24 hours payloads are kept, at least 1
    /// @return what was done; empty when none is due, or another replica is at it or its clock ahead
    /// @throws org.springframework.dao.DataAccessException when it could not be done, as where a payload came or
    ///     went meanwhile; nothing is destroyed then
    public Optional<Expiry> expire(int keepDays) {
        return Objects.requireNonNull(transaction.execute(status -> alone() ? destroy(keepDays) : Optional.empty()));
    }

    private boolean alone() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT pg_try_advisory_xact_lock(hashtextextended('audit.expire', 0))", Boolean.class));
    }

    private Optional<Expiry> destroy(int keepDays) {
        UUID statement = ids.next();
        List<UUID> due = jdbc.query(
                "SELECT event_id FROM audit.payload WHERE event_id < audit.first_id(?) ORDER BY event_id LIMIT ?",
                LostPayloads.ID,
                OffsetDateTime.ofInstant(UuidV7.instantOf(statement).minus(Duration.ofDays(keepDays)), ZoneOffset.UTC),
                batch);
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
        jdbc.queryForObject("SELECT audit.expire(?)", Long.class, statement);
        return Optional.of(expiry);
    }

    /// The last statement before.
    private Optional<Expiry> latest() {
        return jdbc.query("""
                        SELECT canonical FROM audit.event
                        WHERE action = ? AND id < audit.first_id(now() + interval '5 minutes')
                        ORDER BY id DESC LIMIT ?
                        """, STATEMENT, Expiry.ACTION, STATEMENTS).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }
}
