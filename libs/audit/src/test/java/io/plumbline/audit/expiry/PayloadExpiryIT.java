package io.plumbline.audit.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadState;
import io.plumbline.audit.PayloadState.Expired;
import io.plumbline.audit.PayloadState.Kept;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.verification.ExpiredPayloads;
import io.plumbline.audit.verification.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class PayloadExpiryIT extends ExpiryTests {
    @Test
    void destroysOnlyOlderPayloads() {
        AuditEvent oldest = said(200);
        AuditEvent old = said(90);
        AuditEvent young = said(Duration.ofDays(90).minusMinutes(1));

        Expiry done = expiry.expire(KEEP_DAYS).orElseThrow();

        assertThat(done.payloads()).isEqualTo(2);
        assertThat(done.through()).isEqualTo(old.id());
        assertThat(Stream.of("payload", "payload_key").map(this::kept)).allMatch(List.of(young.id())::equals);
        assertThat(Stream.of(oldest, old, young).map(this::state))
                .containsExactly(
                        new Expired(done.statement(), done.at(), 90),
                        new Expired(done.statement(), done.at(), 90),
                        new Kept());
        assertThat(expiry.expire(KEEP_DAYS)).isEmpty();
        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 2L));
    }

    @Test
    void recordsItInTheLog() {
        AuditEvent old = said(91);
        Expiry done = expiry.expire(KEEP_DAYS).orElseThrow();

        assertThat(statements()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(done.statement());
            assertThat(event.actor()).isEqualTo(new Actor("service", "governance-service"));
            assertThat(event.attributes())
                    .containsEntry("keepDays", 90)
                    .containsEntry("payloads", 1)
                    .containsEntry("through", old.id().toString())
                    .containsEntry("missing", List.of());
            assertThat(Expiry.of(event)).hasValue(done);
        });
        ExpiredPayloads expired = verifyIntact().expired().getFirst();
        assertThat(expired).isEqualTo(new ExpiredPayloads(90, 1, done.at(), done.at()));
    }

    @Test
    void resumesAfterAFailure() {
        for (int age = 105; age > 100; age--) {
            said(age);
        }
        UUID fails = said(100).id();
        audit.superuser().execute("""
                CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'disk on fire'; END $$;
                CREATE TRIGGER fail BEFORE DELETE ON audit.payload
                    FOR EACH ROW WHEN (OLD.event_id = '%s') EXECUTE FUNCTION public.fail()
                """.formatted(fails));
        PayloadExpiry byTwo = expiry(2);
        assertThat(byTwo.expire(KEEP_DAYS).orElseThrow().payloads()).isEqualTo(2);
        assertThat(byTwo.expire(KEEP_DAYS).orElseThrow().payloads()).isEqualTo(2);

        assertThatThrownBy(() -> byTwo.expire(KEEP_DAYS)).hasStackTraceContaining("disk on fire");
        assertThat(kept("payload")).hasSize(2);
        assertThat(statements()).hasSize(2);
        verifyIntact();

        audit.superuser().execute("DROP TRIGGER fail ON audit.payload");
        assertThat(byTwo.expire(KEEP_DAYS).orElseThrow().payloads()).isEqualTo(2);
        assertThat(byTwo.expire(KEEP_DAYS)).isEmpty();
        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 6L));
    }

    @Test
    void destroysEachPayloadOnceAcrossReplicas() throws Exception {
        IntStream.range(0, 30).forEach(age -> said(100 + age));
        CyclicBarrier start = new CyclicBarrier(3);
        Callable<Long> replica = () -> {
            PayloadExpiry own = expiry(3);
            start.await();
            long destroyed = 0;
            while (!kept("payload").isEmpty()) {
                destroyed += own.expire(KEEP_DAYS).map(Expiry::payloads).orElse(0L);
            }
            return destroyed;
        };
        long destroyed = 0;
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (Future<Long> done : threads.invokeAll(List.of(replica, replica, replica))) {
                destroyed += done.get();
            }
        }

        assertThat(destroyed).isEqualTo(30);
        assertThat(statements()).hasSize(10);
        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 30L));
    }

    @Test
    void doesNothingWhileAnotherReplicaIsRunning() {
        said(100);
        Access other = audit.as("governance_worker");

        other.transaction().executeWithoutResult(status -> {
            other.jdbc().queryForList("SELECT pg_advisory_xact_lock(hashtextextended('audit.expire', 0))");
            assertThat(expiry.expire(KEEP_DAYS)).isEmpty();
        });

        assertThat(expiry.expire(KEEP_DAYS)).isPresent();
    }

    @Test
    void destroysLateAndRestoredPayloads() {
        AuditEvent restored = said(100);
        audit.superuser().execute("CREATE TABLE public.p AS SELECT * FROM audit.payload");
        audit.superuser().execute("CREATE TABLE public.k AS SELECT * FROM audit.payload_key");
        expiry.expire(KEEP_DAYS);
        audit.tamper("INSERT INTO audit.payload SELECT * FROM public.p");
        audit.tamper("INSERT INTO audit.payload_key SELECT * FROM public.k");
        AuditEvent late = said(150);
        assertThat(state(restored)).isEqualTo(new Kept());

        assertThat(expiry.expire(KEEP_DAYS).orElseThrow().payloads()).isEqualTo(2);
        said(95);
        expiry.expire(KEEP_DAYS);

        assertThat(state(late)).isInstanceOf(Expired.class);
        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 3L));
    }

    @Test
    void boundsTheMissingIdsOfAnEvent() {
        List<AuditEvent> deleted = new ArrayList<>();
        UuidV7 then = idsOf(Duration.ofDays(120));
        for (int i = 0; i <= PayloadExpiry.MAX_MISSING; i++) {
            deleted.add(entry(then.next()).event());
        }
        Access gateway = audit.as("gateway_worker");
        gateway.append(deleted.toArray(AuditEvent[]::new));
        said(100);

        Expiry first = expiry.expire(KEEP_DAYS).orElseThrow();
        Expiry second = expiry.expire(KEEP_DAYS).orElseThrow();

        assertThat(first.missing()).hasSize(PayloadExpiry.MAX_MISSING);
        assertThat(first.payloads()).isZero();
        assertThat(second.missing()).containsExactly(deleted.getLast().id());
        assertThat(second.payloads()).isEqualTo(1);
        assertThat(audit.verify().counts()).containsExactly(Map.entry(FindingKind.PAYLOAD_MISSING, 1_001L));
    }

    @Test
    void refusesToDestroyWithoutATrueStatement() {
        AuditEvent young = said(10);
        AuditEvent old = said(100);
        UUID nothing = new UUID(0, 0);

        refuses(audit.event().build(), "does not say");
        refuses(statement(new Expiry(now(), nothing, young.id(), 11, 2, List.of())), "does not say");
        refuses(statement(new Expiry(now(), nothing, young.id(), 0, 2, List.of())), "does not say");
        refuses(statement(new Expiry(now(), nothing, old.id(), 90, 2, List.of())), "and 1 are");
        UUID tonight = idsOf(Duration.ofHours(-12)).next();
        refuses(statement(new Expiry(tonight, nothing, old.id(), 90, 1, List.of())), "does not say");
        for (String role : List.of("governance_app", "gateway_worker", "eval_worker")) {
            assertThatThrownBy(() -> audit.as(role).jdbc().queryForList("SELECT audit.expire(?)", old.id()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(() -> audit.as("governance_worker").jdbc().update("DELETE FROM audit.payload"))
                .hasStackTraceContaining("permission denied");
        assertThat(kept("payload")).hasSize(2);
    }

    /// What is due by the statement's own limit counts as expired: the log shows the limit.
    @Test
    void reportsAnExpiredPayloadToReaders() {
        AuditEvent old = said(100);
        Expiry done = expiry.expire(KEEP_DAYS).orElseThrow();
        Access eval = audit.as("eval_worker");
        PayloadReader reader = new PayloadReader(
                "eval",
                eval.reader(),
                eval.vault(),
                new PayloadStates(audit.database.dataSource("eval_worker")),
                eval.log(),
                audit.ids);

        PayloadReader.Answer answer = Objects.requireNonNull(eval.transaction()
                .execute(status -> reader.read(old.id(), new Actor("service", "eval-service"), "test set")));

        assertThat(answer.content()).isEmpty();
        assertThat(answer.state()).isEqualTo(new Expired(done.statement(), done.at(), 90));
        assertThat(audit.as("governance_worker")
                        .reader()
                        .search(AuditFilter.ALL, null, 1)
                        .getFirst()
                        .attributes())
                .containsEntry("payload", "expired");
    }

    @Test
    void reportsTheStateOfItsPayloadsToATeam() {
        AuditEvent old = said(100);
        expiry.expire(KEEP_DAYS);
        Access app = audit.as("governance_app");

        assertThat(app.<PayloadState>forTeams(
                        "retail-banking",
                        reader -> new PayloadStates(
                                        Objects.requireNonNull(app.jdbc().getDataSource()))
                                .of(old)))
                .isInstanceOf(Expired.class);
    }

    private void refuses(AuditEvent statement, String why) {
        Access governance = audit.as("governance_worker");
        assertThatThrownBy(() -> governance.transaction().executeWithoutResult(status -> {
                    if (statement.service().equals("governance")) {
                        governance.log().append(statement);
                    }
                    governance.jdbc().queryForList("SELECT audit.expire(?)", statement.id());
                }))
                .hasStackTraceContaining(why);
    }
}
