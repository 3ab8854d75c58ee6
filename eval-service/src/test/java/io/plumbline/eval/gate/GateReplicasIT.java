package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalProcess;
import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.testkit.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Several replicas run one gate.
class GateReplicasIT extends GateTests {

    private static final int CONCURRENCY = 6;

    @TempDir
    private Path folder;

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeAll
    static void suite() {
        eval.suite("shared", document("faq@1", FLOOR).replace("16", String.valueOf(CONCURRENCY)));
    }

    /// A model that answers when the test lets it.
    private void model(String name) {
        eval.registry.model(TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", call -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                permits.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                underWay.decrementAndGet();
            }
            return EvalUnderTest.rightFor(100, call);
        });
    }

    @Test
    void shareAGateWithinTheConcurrencyOfItsSuite() {
        model("common");
        ServiceUnderTest other = eval.replica();
        try {
            String id = open(request("shared", "common", 1));
            awaitTwoReplicas(id);
            assertThat(database()
                            .sql("select sum(slots) from eval.gate_slots where gate_id = cast(? as uuid)")
                            .param(id)
                            .query(Integer.class)
                            .single())
                    .isLessThanOrEqualTo(CONCURRENCY);
            permits.release(1_000);
            JsonNode gate = get("/api/v1/gates/" + id + "?wait=60");
            assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
            assertThat(eval.gateway.calls("registry:common@1")).hasSize(120);
            assertThat(most).hasValueLessThanOrEqualTo(CONCURRENCY).hasValueGreaterThan(CONCURRENCY / 2);
        } finally {
            other.stop();
        }
    }

    @Test
    void takeOverTheWorkOfAKilledReplica() {
        model("orphan");
        try (EvalProcess other = EvalProcess.start(eval, List.of(), folder.resolve("log"))) {
            await("the other replica is up")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> hasStarted(folder.resolve("log")));
            String id = open(request("shared", "orphan", 1));
            awaitTwoReplicas(id);

            other.kill();
            int answered = answered(id);
            long killed = System.nanoTime();
            permits.release(1_000);

            JsonNode gate = get("/api/v1/gates/" + id + "?wait=90");
            assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .as("four missed heartbeats of 5 s, and a look for the dead each 10 s")
                    .isLessThan(Duration.ofSeconds(40));
            assertThat(answered(id)).isEqualTo(120);
            Map<String, Long> asked = eval.gateway.calls("registry:orphan@1").stream()
                    .collect(Collectors.groupingBy(FakeGateway::question, Collectors.counting()));
            assertThat(asked)
                    .hasSize(120)
                    .allSatisfy((_, times) -> assertThat(times).isLessThanOrEqualTo(2));
            assertThat(asked.values().stream().filter(times -> times == 2).count())
                    .as("only what was under way is asked again, of %d", answered)
                    .isLessThanOrEqualTo(CONCURRENCY);
        }
    }

    @Test
    void makeNoCallOnceTheGateIsCancelled() {
        model("stopped");
        ServiceUnderTest other = eval.replica();
        try {
            String id = open(request("shared", "stopped", 1));
            awaitTwoReplicas(id);
            post("/api/v1/gates/" + id + "/cancel", "{}").expectStatus().isOk();
            await("both let go of calls that would never end")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> tasks(id) == 0);
            int calls = eval.gateway.calls("registry:stopped@1").size();
            permits.release(1_000);
            assertThat(get("/api/v1/gates/" + id).path("status").asString()).isEqualTo("CANCELLED");
            assertThat(eval.gateway.calls("registry:stopped@1")).hasSize(calls);
        } finally {
            other.stop();
        }
    }

    /// Lets one call after another end until both have a part of it.
    private void awaitTwoReplicas(String id) {
        await("both replicas work on it").atMost(Duration.ofSeconds(20)).until(() -> {
            permits.release(1);
            return database().sql("""
                                    select count(*) from eval.gate_slots
                                    where gate_id = cast(? as uuid) and slots > 0
                                    """).param(id).query(Integer.class).single() == 2;
        });
    }

    private static boolean hasStarted(Path log) throws java.io.IOException {
        return java.nio.file.Files.readString(log).contains("Started ");
    }

    private static int answered(String id) {
        return database()
                .sql("select answered from eval.gate where id = cast(? as uuid)")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private static int tasks(String id) {
        return database()
                .sql("select count(*) from eval.scheduled_tasks where task_instance like ? || '%'")
                .param(id)
                .query(Integer.class)
                .single();
    }
}
