package io.plumbline.audit;

import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.audit.verification.AuditVerification;
import io.plumbline.audit.verification.VerificationReport;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database with an audit log, and each role's way to it.
public final class AuditFixture implements AutoCloseable {
    public static final String ORIGIN = "plumbline.example/audit";
    public static final NoteSigner SIGNER = NoteSigner.of(ORIGIN, new byte[32]);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] KEY_ENCRYPTION_KEY = new byte[32];

    public final TestDatabase database = TestPostgres.create();
    public final UuidV7 ids = new UuidV7(Clock.systemUTC(), RANDOM);

    /// What a service has of the audit log, on one data source.
    public record Access(
            JdbcTemplate jdbc, TransactionTemplate transaction, AuditLog log, AuditReader reader, PayloadVault vault) {

        public void append(AuditEvent... events) {
            transaction.executeWithoutResult(status -> List.of(events).forEach(log::append));
        }

        public void append(EventWithPayload entry) {
            transaction.executeWithoutResult(status -> log.append(entry));
        }

        public <T> T forTeams(String teams, Function<AuditReader, T> read) {
            return Objects.requireNonNull(transaction.execute(status -> {
                jdbc.queryForList("SELECT set_config('plumbline.teams', ?, true)", teams);
                return read.apply(reader);
            }));
        }
    }

    public Access as(String role) {
        return access(database.dataSource(role));
    }

    private static Access access(DataSource dataSource) {
        PayloadVault vault = new PayloadVault(dataSource, new KeyWrap(KEY_ENCRYPTION_KEY, RANDOM), RANDOM);
        return new Access(
                new JdbcTemplate(dataSource),
                new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
                new AuditLog(dataSource, vault),
                new AuditReader(dataSource),
                vault);
    }

    public AuditEventBuilder event() {
        return eventOf("registry");
    }

    public AuditEventBuilder eventOf(String service) {
        return AuditEvent.builder(ids.next())
                .service(service)
                .team("retail-banking")
                .actor(new Actor("user", "u-1"))
                .action(service + ".version.registered")
                .resource(new Resource("model", "support-assistant"));
    }

    public List<AuditEvent> events(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event().attribute("number", i).build());
        }
        return events;
    }

    public static Payload payload(String content) {
        return Payload.of(content.getBytes(StandardCharsets.UTF_8), RANDOM);
    }

    public Sequencer sequencer(int batchSize) {
        return new Sequencer(database.dataSource("governance_worker"), SIGNER, List.of(), batchSize);
    }

    /// Appends events and gives them their places, a batch at a time.
    public List<AuditEvent> log(int count, int batchSize) {
        List<AuditEvent> events = events(count);
        as("registry_app").append(events.toArray(AuditEvent[]::new));
        try (Sequencer sequencer = sequencer(batchSize)) {
            while (sequencer.sequence() > 0) {
                // until none waits
            }
        }
        return events;
    }

    public AuditVerification verification() {
        return new AuditVerification(database.dataSource("governance_worker"), ORIGIN, List.of(SIGNER.verifier()));
    }

    public VerificationReport verify() {
        return verification().verify();
    }

    /// Works as a superuser whom no trigger stops.
    public void tamper(String sql, Object... parameters) {
        try (var connection = database.superuser().getConnection();
                var setting = connection.createStatement();
                var statement = connection.prepareStatement(sql)) {
            setting.execute("SET session_replication_role = replica");
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Tampering failed", e);
        }
    }

    public JdbcTemplate superuser() {
        return new JdbcTemplate(database.superuser());
    }

    @Override
    public void close() {
        database.close();
    }
}
