package io.plumbline.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.expiry.PayloadExpiry;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditVerifyCommandIT {

    private static final NoteSigner SIGNER = NoteSigner.of("plumbline.test/audit", new byte[32]);

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC(), random);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TestDatabase database = TestPostgres.create();
    private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
    private final String login = "verifier_" + UUID.randomUUID().toString().replace("-", "");

    private Home home() {
        return new Home(folder);
    }

    @BeforeEach
    void keepWhatTheFirstStartKeeps() throws IOException {
        home().prepare();
        superuser.execute("CREATE ROLE " + login + " SUPERUSER LOGIN PASSWORD 'secret'");
        Files.writeString(
                home().audit().resolve("verifier-key"), SIGNER.verifier().vkey() + "\n");
        Files.writeString(home().credentials(), """
                {"databaseUrl": "%s", "databaseUser": "%s", "databasePassword": "secret"}""".formatted(database.jdbcUrl(), login));
    }

    @AfterEach
    void drop() {
        superuser.execute("DROP ROLE " + login);
        database.close();
    }

    @Test
    void findsAnIntactLogIntact() {
        append(30);

        assertThat(verify()).isTrue();
        assertThat(told())
                .contains("30 events: 30 in the log, 0 waiting for sequencing")
                .contains("✓ The log is intact.");
    }

    @Test
    void namesExactlyTheEventThatASuperuserChanged() {
        List<AuditEvent> events = append(30);
        AuditEvent changed = events.get(17);
        byte[] before = changed.canonical();
        overwrite(
                changed.id(),
                new String(before, StandardCharsets.UTF_8)
                        .replace("customer-17", "customer-99")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(verify()).isFalse();
        assertThat(told().lines().filter(line -> line.contains("✗ EVENT_CHANGED")))
                .singleElement()
                .asString()
                .contains("EVENT_CHANGED at 17, event " + changed.id());
        assertThat(told()).contains("The log is NOT intact.");

        bytes.reset();
        overwrite(changed.id(), before);
        assertThat(verify()).isTrue();
    }

    @Test
    void findsALogThatWasCutOffSinceTheLastVerification() {
        append(10);
        assertThat(verify()).isTrue();
        append(10);
        assertThat(verify()).isTrue();

        withoutTriggers("DELETE FROM audit.checkpoint WHERE size > 10");
        withoutTriggers("DELETE FROM audit.event USING audit.leaf WHERE event_id = id AND index >= 10");
        withoutTriggers("DELETE FROM audit.leaf WHERE index >= 10");
        withoutTriggers(
                "UPDATE audit.tree_head SET size = 10, frontier = (SELECT frontier FROM audit.checkpoint WHERE size = 10)");
        bytes.reset();

        assertThat(verify()).isFalse();
        assertThat(told()).contains("✗ LOG_SHORTENED").contains("with 1 stored outside");
    }

    /// An older export is intact by itself.
    @Test
    void findsAnExportThatIsOlderThanTheCheckpointThatSomebodyKept() throws IOException {
        append(3);
        String older = export("older");
        append(2);
        String whole = export("whole");
        String kept = whole + "/checkpoint";

        assertThat(run("--log", older, "--conduct")).isTrue();
        assertThat(told()).contains("3 events, the newest of ").contains("--checkpoint");
        assertThat(run("--log", whole, "--conduct", "--checkpoint", kept)).isTrue();
        assertThat(run("--log", whole, "--checkpoint", older + "/checkpoint")).isTrue();
        assertThat(run("--checkpoint", kept)).isTrue();
        assertThat(told()).contains("2 stored outside the database");
        for (String known : List.of(kept, "4")) {
            bytes.reset();
            assertThat(run("--log", older, "--conduct", "--checkpoint", known)).isFalse();
            assertThat(told()).contains("✗ LOG_SHORTENED: the log ends after 3 events");
        }
        assertThat(run("--checkpoint", "6")).isFalse();
        assertThatThrownBy(() -> run("--checkpoint", folder.resolve("none").toString()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("--checkpoint takes");
    }

    private String export(String name) {
        String target = folder.resolve(name).toString();
        assertThat(run("--export", target)).isTrue();
        return target;
    }

    private boolean run(String... words) {
        return new AuditVerifyCommand(home(), Narrator.on(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
                .run(AuditOptions.of(List.of(words)));
    }

    @Test
    void tellsContentThatExpiredFromContentThatIsMissing() {
        appendWithContent(100);
        AuditEvent deleted = appendWithContent(10);
        DataSource worker = database.dataSource("governance_worker");
        new PayloadExpiry(worker, new AuditLog(worker, vault(worker)), ids, 10).expire(90);
        sequence();

        assertThat(verify()).isTrue();
        assertThat(told()).contains("EXPIRED: the content of 1 calls, kept for 90 days");

        superuser.update("DELETE FROM audit.payload WHERE event_id = ?", deleted.id());
        bytes.reset();
        assertThat(verify()).isFalse();
        assertThat(told())
                .contains("EXPIRED: the content of 1 calls")
                .contains("✗ PAYLOAD_MISSING, event " + deleted.id());
    }

    @Test
    void trustsNoKeyButThatOfTheFirstStart() throws IOException {
        append(3);
        NoteSigner another = NoteSigner.of("plumbline.test/audit", new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        Files.writeString(
                home().audit().resolve("verifier-key"), another.verifier().vkey());

        assertThat(verify()).isFalse();
        assertThat(told()).contains("✗ BAD_SIGNATURE");
    }

    @Test
    void saysWhatIsMissingBeforeTheFirstStart() throws IOException {
        Files.delete(home().audit().resolve("verifier-key"));

        assertThatThrownBy(this::verify).isInstanceOf(CannotContinue.class).hasMessageContaining("./plumbline up");
    }

    private boolean verify() {
        return new AuditVerifyCommand(home(), Narrator.on(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
                .run()
                .intact();
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<AuditEvent> append(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AuditEvent event = AuditEvent.builder(ids.next())
                    .service("gateway")
                    .team("retail-banking")
                    .actor(new Actor("api-key", "k-1"))
                    .action("gateway.call.completed")
                    .resource(new Resource("route", "support"))
                    .attribute("who", "customer-" + i)
                    .build();
            superuser.update("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", event.id(), event.canonical());
            events.add(event);
            sequence();
        }
        return events;
    }

    private AuditEvent appendWithContent(int daysAgo) {
        Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(-daysAgo));
        Payload payload = Payload.of(new byte[] {1}, random);
        AuditEvent event = AuditEvent.builder(new UuidV7(then, random).next())
                .service("gateway")
                .team("retail-banking")
                .actor(new Actor("api-key", "k-1"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "support"))
                .payload(payload.commitment())
                .build();
        DataSource gateway = database.dataSource("gateway_worker");
        new TransactionTemplate(new DataSourceTransactionManager(gateway))
                .executeWithoutResult(
                        _ -> new AuditLog(gateway, vault(gateway)).append(new EventWithPayload(event, payload)));
        sequence();
        return event;
    }

    private PayloadVault vault(DataSource of) {
        return new PayloadVault(of, new KeyWrap(new byte[32], random), random);
    }

    /// One event per batch, so that the order of the log is that of the list.
    private void sequence() {
        try (Sequencer sequencer = new Sequencer(database.dataSource("governance_worker"), SIGNER, List.of(), 100)) {
            assertThat(sequencer.sequence()).isEqualTo(1);
        }
    }

    private void overwrite(UUID id, byte[] canonical) {
        superuser.execute((Connection connection) -> {
            try (var replica = connection.createStatement();
                    var update = connection.prepareStatement("UPDATE audit.event SET canonical = ? WHERE id = ?")) {
                replica.execute("SET session_replication_role = replica");
                update.setBytes(1, canonical);
                update.setObject(2, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
                return 1;
            }
        });
    }

    private void withoutTriggers(String sql) {
        superuser.execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SET session_replication_role = replica");
                return statement.executeUpdate(sql);
            }
        });
    }
}
