package io.plumbline.audit.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.payload.Erasures;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How much is done at once, and who waits for whom.
class ExpiryPaceIT extends ExpiryTests {
    @Test
    void waitsWhileItsClockIsBehindTheLastStatement() {
        said(105);
        said(104);
        Access worker = audit.as("governance_worker");
        PayloadExpiry ahead = new PayloadExpiry(
                Objects.requireNonNull(worker.jdbc().getDataSource()), worker.log(), idsOf(Duration.ofMinutes(-2)), 1);
        assertThat(ahead.expire(KEEP_DAYS)).isPresent();

        assertThat(expiry.expire(KEEP_DAYS)).isEmpty();
        assertThat(ahead.expire(KEEP_DAYS)).isPresent();

        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 2L));
    }

    @Test
    void boundsTheEventsOfOneStep() {
        AuditEvent deleted = said(105);
        AuditEvent second = said(104);
        said(103);
        said(102);
        delete("payload", deleted);
        Access worker = audit.as("governance_worker");
        PayloadExpiry narrow = new PayloadExpiry(
                Objects.requireNonNull(worker.jdbc().getDataSource()), worker.log(), audit.ids, 10, 2);

        Expiry first = narrow.expire(KEEP_DAYS).orElseThrow();

        assertThat(first.through()).isEqualTo(second.id());
        assertThat(first.payloads()).isEqualTo(1);
        assertThat(first.missing()).containsExactly(deleted.id());
        assertThat(narrow.expire(KEEP_DAYS).orElseThrow().payloads()).isEqualTo(2);
        assertThat(narrow.expire(KEEP_DAYS)).isEmpty();
        assertThat(missing()).containsExactly(deleted.id());
        assertThat(expired(audit.verify())).containsExactly(tuple(90, 3L));
    }

    @Test
    void letsAnErasureWaitForTheEndOfABatch() throws Exception {
        said(100, JANE);
        Access worker = audit.as("governance_worker");
        Erasures erasures = new Erasures(audit.database.dataSource("governance_worker"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> erasing = Objects.requireNonNull(worker.transaction().execute(status -> {
                worker.jdbc().queryForList("SELECT pg_advisory_xact_lock(hashtextextended('audit.expire', 0))");
                Future<?> begun = threads.submit(() -> erasures.erase(JANE));
                await("the erasure waits").atMost(Duration.ofSeconds(20)).until(() -> waiting() == 1);
                assertThat(kept("payload")).hasSize(1);
                return begun;
            }));

            erasing.get(20, TimeUnit.SECONDS);
        }
        assertThat(kept("payload")).isEmpty();
    }

    private long waiting() {
        return Objects.requireNonNull(audit.superuser().queryForObject("""
                SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
                WHERE locktype = 'advisory' AND NOT granted AND d.datname = current_database()""", Long.class));
    }

    @Test
    void readsKeysWithoutPayloads() {
        List<String> plan = audit.as("governance_worker")
                .jdbc()
                .queryForList("EXPLAIN SELECT FROM audit.payload_key WHERE event_id > ?", String.class, now());

        assertThat(plan).noneMatch(line -> line.contains("SubPlan") || line.contains("payload_pkey"));
    }
}
