package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.judge.ScriptedJudge;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How long a judge's verdict is one.
class GateRatingReuseIT extends JudgedGateTests {

    private static final String FLOOR = "\"floor\": 0.6, \"sample\": 1";

    /// Whoever points the route somewhere else for a moment would leave verdicts of that judge behind.
    @Test
    void callsARouteJudgeEachTime() {
        eval.model("routed", 90);
        AtomicBoolean kind = new AtomicBoolean(true);
        eval.gateway.route(TEAM, "judges", call -> ScriptedJudge.rates(call, _ -> kind.get() ? 5 : 1));
        store("judge-routed", "judges");
        eval.suite("routed", judgedBy("judges", FLOOR));
        JsonNode lenient = eval.run(request("routed", "routed", 1));
        kind.set(false);

        JsonNode strict = eval.run(request("routed", "routed", 1));

        assertThat(eval.gateway.calls("judges")).hasSize(240);
        assertThat(score(lenient)).isEqualTo(1);
        assertThat(score(strict)).isZero();
        assertThat(strict.path("evidence").path("attempt").asInt())
                .as("judged anew, however it is")
                .isEqualTo(2);
    }

    /// Labels of people on what the judge says now say nothing of what it said before.
    @Test
    void callsAgainAfterARecalibration() {
        eval.model("recalibrated", 90);
        judge("judge-anew", JudgedGateTests::opinion);
        eval.suite("recalibrated", suite("judge-anew", FLOOR));
        calibrate("judge-anew", "recalibrated@1");
        eval.run(request("recalibrated", "recalibrated", 1));
        eval.run(request("recalibrated", "recalibrated", 1));
        assertThat(calls("judge-anew")).isEqualTo(120);

        calibrate("judge-anew", "recalibrated@1");
        eval.run(request("recalibrated", "recalibrated", 1));
        assertThat(calls("judge-anew")).isEqualTo(240);
    }

    /// A judge under another policy is another judge: neither its verdicts nor its calibration hold.
    @Test
    void callsAgainIfTheJudgeIsServedDifferently() {
        eval.model("rejudged", 90);
        judge("judge-governed", JudgedGateTests::opinion);
        eval.suite("rejudged", suite("judge-governed", FLOOR));
        calibrate("judge-governed", "rejudged@1");
        JsonNode calibrated = eval.run(request("rejudged", "rejudged", 1));
        eval.gateway.policy("judge-governed@1", "standard@2");

        JsonNode other = eval.run(request("rejudged", "rejudged", 1));

        assertThat(calls("judge-governed")).isEqualTo(240);
        assertThat(calibrated.path("dependencies").path("calibrations").isEmpty())
                .isFalse();
        assertThat(other.path("dependencies").path("calibrations").isEmpty()).isTrue();
        assertThat(other.path("judgeServedConfiguration").path("digest"))
                .isNotEqualTo(calibrated.path("judgeServedConfiguration").path("digest"));
    }

    @Test
    void callsAgainAfterThirtyDays() {
        eval.model("aged", 90);
        judge("judge-aged", JudgedGateTests::opinion);
        eval.suite("aged", suite("judge-aged", FLOOR));
        String first = eval.run(request("aged", "aged", 1)).path("id").asString();
        tamper("update eval.gate set created_at = created_at - interval '31 days' where id = ?", first);

        eval.run(request("aged", "aged", 1));
        assertThat(calls("judge-aged")).isEqualTo(240);
        eval.run(request("aged", "aged", 1));
        assertThat(calls("judge-aged")).as("the newer ones are there").isEqualTo(240);
    }

    /// As after a `kill -9` between the verdict on the candidate's answer and its copy for the baseline.
    @Test
    void continuesWithTheStoredRating() {
        eval.registry.model(TEAM, "torn", 2, 1);
        eval.gateway.model("registry:torn@1", call -> EvalUnderTest.rightFor(90, call));
        eval.gateway.model("registry:torn@2", call -> EvalUnderTest.rightFor(90, call));
        AtomicInteger level = new AtomicInteger(4);
        judge("judge-torn", call -> ScriptedJudge.rates(call, _ -> level.get()));
        eval.suite("torn", suite("judge-torn", FLOOR));
        String id = eval.run(anew("torn", "torn", 2)).path("id").asString();
        tamper("delete from eval.gate_verdict where side = 'BASELINE' and gate_id = ?", id);
        reopen(id);
        level.set(1);

        eval.service.bean(GateQueue.class).put(UUID.fromString(id));

        assertThat(get("/api/v1/gates/" + id + "?wait=60").path("status").asString())
                .isEqualTo("DONE");
        assertThat(calls("judge-torn")).as("nothing is asked again").isEqualTo(120);
        assertThat(database()
                        .sql("select side || ' ' || score from eval.gate_verdict where gate_id = ?")
                        .param(UUID.fromString(id))
                        .query(String.class)
                        .list())
                .hasSize(240)
                .containsOnly("CANDIDATE 0.75", "BASELINE 0.75");
    }

    private static double score(JsonNode gate) {
        return check(gate, "judge.relevance.floor").path("value").asDouble();
    }
}
