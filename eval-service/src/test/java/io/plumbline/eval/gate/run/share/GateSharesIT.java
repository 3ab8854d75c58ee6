package io.plumbline.eval.gate.run.share;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// When a replica has places for the calls of a gate, with nobody who runs its chunks.
class GateSharesIT {

    private static final int CONCURRENCY = 16;
    private static final Set<String> PROVIDER = Set.of("provider/simulated");

    @Test
    void holdTheSlotsOfAChunkFromItsStartThroughTheSearchForWork() {
        try (EvalUnderTest eval = new EvalUnderTest()) {
            eval.service.bean(Scheduler.class).stop();
            GateShares shares = eval.service.bean(GateShares.class);
            UUID gate = queued(eval);

            GateShare share = open(shares, gate);
            assertThat(share.places().granted()).isEqualTo(CONCURRENCY);
            await("no beat takes them back before the chunk knows its calls")
                    .during(Duration.ofSeconds(1))
                    .until(() -> share.places().granted() == CONCURRENCY);

            share.expect(-1);
            await("a chunk that makes no call gives them back")
                    .until(() -> share.places().granted() == 0);
            assertThat(open(shares, gate)).isSameAs(share);
            assertThat(share.places().granted())
                    .as("the next one has them without waiting for a beat")
                    .isEqualTo(CONCURRENCY);
        }
    }

    private static GateShare open(GateShares shares, UUID gate) {
        return Tenancy.asWorker(() -> shares.open(gate, PROVIDER)).orElseThrow();
    }

    @Test
    void sendHeartbeatsForOtherGatesAfterOneIsDeleted() {
        try (EvalUnderTest eval = new EvalUnderTest()) {
            eval.service.bean(Scheduler.class).stop();
            GateShares shares = eval.service.bean(GateShares.class);
            UUID deleted = queued(eval);
            UUID kept = queued(eval);
            GateShare ended = open(shares, deleted);
            GateShare share = open(shares, kept);
            JdbcClient database = JdbcClient.create(eval.service.database().superuser());

            database.sql("delete from eval.gate where id = ?").param(deleted).update();
            Instant after = heldUntil(database, kept);

            await("a heartbeat follows the deletion")
                    .until(() -> heldUntil(database, kept).isAfter(after));
            await("the share of the deleted gate ends").until(() -> ended.standing() == GateShare.Standing.OVER);
            assertThat(share.standing()).isEqualTo(GateShare.Standing.OPEN);
        }
    }

    private static Instant heldUntil(JdbcClient database, UUID gate) {
        return database.sql("select held_until from eval.gate_slots where gate_id = ?")
                .param(gate)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private static UUID queued(EvalUnderTest eval) {
        eval.suite("faq", document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        eval.registry.model(TEAM, "waiting", 1, 0);
        JsonNode gate = Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/gates")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request("faq", "waiting", 1))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        return UUID.fromString(gate.path("id").asString());
    }
}
