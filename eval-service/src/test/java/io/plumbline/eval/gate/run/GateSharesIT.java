package io.plumbline.eval.gate.run;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.plumbline.eval.EvalUnderTest;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
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

            GateShare share = shares.open(gate, PROVIDER).orElseThrow();
            assertThat(share.places().granted()).isEqualTo(CONCURRENCY);
            await("no beat takes them back before the chunk knows its calls")
                    .during(Duration.ofSeconds(1))
                    .until(() -> share.places().granted() == CONCURRENCY);

            share.expect(-1);
            await("a chunk that makes no call gives them back")
                    .until(() -> share.places().granted() == 0);
            assertThat(shares.open(gate, PROVIDER)).containsSame(share);
            assertThat(share.places().granted())
                    .as("the next one has them without waiting for a beat")
                    .isEqualTo(CONCURRENCY);
        }
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
