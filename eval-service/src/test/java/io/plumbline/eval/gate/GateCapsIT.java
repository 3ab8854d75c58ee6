package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Runs that end at a cap of their suite.
class GateCapsIT extends GateTests {

    private static void suite(String name, String caps) {
        eval.suite(name, document("faq@1", FLOOR).replace("\"concurrency\": 16", "\"concurrency\": 4, " + caps));
    }

    @Test
    void stopsCallingAtTheCostCap() {
        suite("cheap", "\"caps\": {\"costUsd\": 0.02}");
        eval.model("costly", 100);
        JsonNode gate = eval.run(request("cheap", "costly", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        int calls = eval.gateway.calls("registry:costly@1").size();
        assertThat(calls).as("0.001 USD each, and what was under way").isBetween(20, 24);
        assertThat(check(gate, "caps").path("reason").asString())
                .isEqualTo("The run ended at its cap of 0.02 USD: " + (120 - calls)
                        + " of 120 calls were not made. The answers are not a sample of all.");
        assertThat(gate.path("run").path("skipped").asInt()).isEqualTo(120 - calls);
        assertThat(get("/api/v1/gates/" + gate.path("id").asString() + "/items?outcome=SKIPPED&limit=500")
                        .path("items")
                        .size())
                .isEqualTo(120 - calls);
    }

    @Test
    void isNotAFailEither() {
        suite("cheap-fail", "\"caps\": {\"costUsd\": 0.05}");
        eval.model("costly-bad", 0);
        JsonNode gate = eval.run(request("cheap-fail", "costly-bad", 1));
        JsonNode floor = check(gate, "exactMatch.floor");
        assertThat(floor.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(floor.path("value").asDouble()).isZero();
        assertThat(floor.path("reason").asString())
                .contains("below the floor")
                .contains("This result does not count: see the check ");
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(gate.path("tiers").path("1").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(report("/api/v1/gates/" + gate.path("id").asString() + "/report", "application/xml"))
                .doesNotContain("<failure");
    }

    @Test
    void abortsRunningCallsAtTheTimeCap() {
        suite("short", "\"caps\": {\"seconds\": 1}");
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "sleepy", 1, 0);
        eval.gateway.model("registry:sleepy@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        JsonNode gate = eval.run(request("short", "sleepy", 1));
        release.countDown();
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "caps").path("reason").asString())
                .startsWith("The run ended at its cap of 1 s: 120 of 120 calls");
    }
}
