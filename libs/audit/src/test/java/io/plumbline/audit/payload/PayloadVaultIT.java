package io.plumbline.audit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadStates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class PayloadVaultIT {
    private static final String JANE = "s_" + "1".repeat(32);
    private static final String JOHN = "s_" + "2".repeat(32);

    private AuditFixture audit;

    @BeforeEach
    void createDatabase() {
        audit = new AuditFixture();
    }

    @AfterEach
    void dropDatabase() {
        audit.close();
    }

    @Test
    void returnsStoredPayloads() {
        AuditEvent ofJane = append("about Jane", JANE);
        AuditEvent ofBoth = append("about Jane and John", JANE, JOHN);
        AuditEvent ofNobody = append("about nobody");

        assertThat(open(ofJane)).isEqualTo("about Jane");
        assertThat(open(ofBoth)).isEqualTo("about Jane and John");
        assertThat(open(ofNobody)).isEqualTo("about nobody");
        assertThat(count("subject_key")).isEqualTo(3); // Jane's, John's and the team's
    }

    @Test
    void storesNothingReadableWithoutTheKeys() {
        AuditEvent event = append("My PIN is 1234", JANE);

        String stored = audit.superuser().queryForObject("""
                        SELECT string_agg(t::text, ' ') FROM (
                            SELECT encode(ciphertext, 'escape') AS t FROM audit.payload
                            UNION ALL SELECT convert_from(canonical, 'UTF8') FROM audit.event) x
                        """, String.class);

        assertThat(stored).contains(event.id().toString()).doesNotContain("PIN").doesNotContain("1234 ");
    }

    @Test
    void erasesOnePersonAndLeavesTheLogProven() {
        AuditEvent ofJane = append("about Jane", JANE);
        AuditEvent ofBoth = append("about Jane and John", JANE, JOHN);
        AuditEvent ofJohn = append("about John", JOHN);
        try (var sequencer = audit.sequencer(100)) {
            sequencer.sequence();
        }

        Erasures.Receipt receipt = erase(JANE);

        assertThat(receipt.payloads()).isEqualTo(2);
        assertThat(receipt.keys()).isEqualTo(1);
        assertThat(open(ofJane)).isNull();
        assertThat(open(ofBoth)).isNull();
        assertThat(open(ofJohn)).isEqualTo("about John");
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void cannotOpenARestoredPayloadWithoutTheKey() {
        AuditEvent ofBoth = append("about Jane and John", JANE, JOHN);
        audit.superuser().execute("CREATE TABLE public.p AS SELECT * FROM audit.payload");
        audit.superuser().execute("CREATE TABLE public.k AS SELECT * FROM audit.payload_key");
        erase(JANE);

        audit.tamper("INSERT INTO audit.payload SELECT * FROM public.p");
        audit.tamper("INSERT INTO audit.payload_key SELECT * FROM public.k");

        assertThat(open(ofBoth)).isNull();
        assertThat(new Erasures(audit.database.dataSource("governance_worker")).replay())
                .isEqualTo(1);
        assertThat(count("payload")).isZero();
    }

    @Test
    void erasesPayloadsRestoredWithTheirKeysAgain() {
        AuditEvent ofJane = append("about Jane", JANE);
        for (String table : List.of("payload", "payload_key", "subject_key")) {
            audit.superuser().execute("CREATE TABLE public.%1$s AS SELECT * FROM audit.%1$s".formatted(table));
        }
        erase(JANE);
        AuditEvent later = append("Jane is back", JANE);
        for (String table : List.of("payload", "payload_key", "subject_key")) {
            audit.tamper("INSERT INTO audit.%1$s SELECT * FROM public.%1$s".formatted(table));
        }
        assertThat(open(ofJane)).isEqualTo("about Jane");

        new Erasures(audit.database.dataSource("governance_worker")).replay();

        assertThat(open(ofJane)).isNull();
        assertThat(open(later)).isEqualTo("Jane is back");
    }

    @Test
    void dropsJournalledPayloadsOfErasedSubjects() {
        EventWithPayload late = entry("said before", JANE);
        erase(JANE);
        Access gateway = audit.as("gateway_worker");

        Integer added = gateway.transaction()
                .execute(status -> gateway.log().appendAll(List.of(late, entry("said after", JANE))));

        assertThat(added).isEqualTo(2);
        assertThat(count("payload")).isEqualTo(1);
        assertThat(open(late.event())).isNull();
    }

    @Test
    void keepsTheFirstPayloadWhenABatchIsDrainedAgain() {
        List<EventWithPayload> entries = List.of(entry("one", JANE), entry("two", JANE, JOHN));
        Access gateway = audit.as("gateway_worker");

        for (int i = 0; i < 2; i++) {
            gateway.transaction().executeWithoutResult(status -> gateway.log().appendAll(entries));
        }

        assertThat(open(entries.getFirst().event())).isEqualTo("one");
        assertThat(open(entries.getLast().event())).isEqualTo("two");
    }

    @Test
    void refusesAPayloadItsEventDoesNotCommitTo() {
        AuditEvent event =
                audit.event().payload(AuditFixture.payload("one").commitment()).build();

        assertThatThrownBy(() -> new EventWithPayload(event, AuditFixture.payload("two")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventWithPayload(audit.event().build(), AuditFixture.payload("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void detectsAPayloadMovedToAnotherEvent() {
        AuditEvent one = append("one", JANE);
        AuditEvent two = append("two", JANE);
        audit.tamper(
                "UPDATE audit.payload p SET ciphertext = o.ciphertext, nonce = o.nonce FROM audit.payload o WHERE p.event_id = ? AND o.event_id = ?",
                one.id(),
                two.id());

        assertThatThrownBy(() -> open(one)).hasMessageContaining("Cannot decrypt");
    }

    @Test
    void showsAPayloadToItsTeamOnlyAndNotToAppendOnlyRoles() {
        AuditEvent event = append("about Jane", JANE);
        Access app = audit.as("governance_app");

        assertThat(app.<Boolean>forTeams("loans", reader -> vaultOpens(app, event)))
                .isFalse();
        assertThat(app.<Boolean>forTeams("retail-banking", reader -> vaultOpens(app, event)))
                .isTrue();
        assertThatThrownBy(() -> vaultOpens(audit.as("gateway_worker"), event)).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> audit.as("gateway_worker").jdbc().queryForList("SELECT * FROM audit.subject_key"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> new Erasures(audit.database.dataSource("eval_worker")).erase(JANE))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void doesNotWaitForAnotherTransactionOnTheSameSubject() {
        Access slow = audit.as("registry_app");
        Access quick = audit.as("gateway_worker");

        AuditEvent event = Objects.requireNonNull(slow.transaction().execute(status -> {
            slow.log().append(entryOf("registry", "slow", JANE));
            return CompletableFuture.supplyAsync(() -> {
                        EventWithPayload entry = entry("quick", JANE);
                        quick.append(entry);
                        return entry.event();
                    })
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }));

        assertThat(open(event)).isEqualTo("quick");
        assertThat(erase(JANE).keys()).isEqualTo(2);
        assertThat(open(event)).isNull();
    }

    @Test
    void replacesAnInvalidKey() {
        forgeKey(JANE, 1);
        forgeKey("team:retail-banking", 60);

        AuditEvent ofJane = append("about Jane", JANE);
        AuditEvent ofNobody = append("about nobody");

        assertThat(open(ofJane)).isEqualTo("about Jane");
        assertThat(open(ofNobody)).isEqualTo("about nobody");
    }

    @Test
    void refusesInvalidKeys() {
        Access registry = audit.as("registry_app");

        for (String row : List.of(
                "'" + JANE + "', '\\x00', '0123456789abcdef'",
                "'" + JANE + "', decode(repeat('00', 60), 'hex'), 'x'",
                "'Jane', decode(repeat('00', 60), 'hex'), '0123456789abcdef'")) {
            assertThatThrownBy(() -> registry.jdbc()
                            .execute("INSERT INTO audit.subject_key (id, subject, wrapped, wrapped_by) "
                                    + "VALUES (gen_random_uuid(), " + row + ")"))
                    .rootCause()
                    .hasMessageContaining("check constraint");
        }
    }

    /// As it could be done before the database looked at keys.
    private void forgeKey(String subject, int bytes) {
        audit.superuser().execute("ALTER TABLE audit.subject_key DROP CONSTRAINT IF EXISTS subject_key_is_wrapped");
        audit.as("registry_app")
                .jdbc()
                .update(
                        "INSERT INTO audit.subject_key (id, subject, wrapped, wrapped_by) VALUES (gen_random_uuid(), ?, ?, 'x')",
                        subject,
                        new byte[bytes]);
    }

    @Test
    void recordsEveryReadWithReaderPurposeAndOutcome() {
        AuditEvent event = append("about Jane", JANE);
        AuditEvent without = audit.event().build();
        audit.as("registry_app").append(without);
        Access worker = audit.as("monitoring_worker");
        PayloadReader payloads = new PayloadReader(
                "monitoring",
                worker.reader(),
                worker.vault(),
                new PayloadStates(audit.database.dataSource("monitoring_worker")),
                worker.log(),
                audit.ids);
        Actor monitor = new Actor("service", "monitoring-service");

        assertThat(read(worker, payloads, event, monitor)).hasValue("about Jane");
        erase(JANE);
        assertThat(read(worker, payloads, event, monitor)).isEmpty();
        assertThat(read(worker, payloads, without, monitor)).isEmpty();

        List<AuditEvent> reads = audit.as("governance_worker")
                .reader()
                .search(
                        new AuditFilter(
                                "monitoring.payload.read", null, null, null, null, null, null, null, null, null),
                        null,
                        10);
        assertThat(reads)
                .extracting(AuditEvent::outcome, read -> read.attributes().get("payload"))
                .containsExactly(tuple(Outcome.FAILURE, "erased"), tuple(Outcome.SUCCESS, "kept"));
        assertThat(reads).allSatisfy(read -> {
            assertThat(read.attributes()).containsEntry("purpose", "drift detection");
            assertThat(read.resource().id()).isEqualTo(event.id().toString());
            assertThat(read.actor()).isEqualTo(monitor);
        });
    }

    private static Optional<String> read(Access worker, PayloadReader payloads, AuditEvent event, Actor by) {
        return Objects.requireNonNull(worker.transaction()
                .execute(status -> payloads.read(event.id(), by, "drift detection")
                        .content()
                        .map(content -> new String(content, StandardCharsets.UTF_8))));
    }

    private Erasures.Receipt erase(String subject) {
        return new Erasures(audit.database.dataSource("governance_app")).erase(subject);
    }

    private AuditEvent append(String content, String... subjects) {
        EventWithPayload entry = entry(content, subjects);
        audit.as("gateway_worker").append(entry);
        return entry.event();
    }

    private EventWithPayload entry(String content, String... subjects) {
        return entryOf("gateway", content, subjects);
    }

    private EventWithPayload entryOf(String service, String content, String... subjects) {
        Payload payload = AuditFixture.payload(content);
        AuditEventBuilder event =
                audit.eventOf(service).payload(payload.commitment()).subjects(List.of(subjects));
        return new EventWithPayload(event.build(), payload);
    }

    private @Nullable String open(AuditEvent event) {
        return audit.as("governance_worker")
                .vault()
                .open(event.id(), Objects.requireNonNull(event.payload()))
                .map(payload -> new String(payload.content(), StandardCharsets.UTF_8))
                .orElse(null);
    }

    private static boolean vaultOpens(Access access, AuditEvent event) {
        return access.vault()
                .open(event.id(), Objects.requireNonNull(event.payload()))
                .isPresent();
    }

    private long count(String table) {
        return Objects.requireNonNull(
                audit.superuser().queryForObject("SELECT count(*) FROM audit." + table, Long.class));
    }
}
