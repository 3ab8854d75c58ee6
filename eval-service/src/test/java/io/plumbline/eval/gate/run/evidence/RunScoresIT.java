package io.plumbline.eval.gate.run.evidence;

import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is read of a run for its verdict where a metric cannot be computed.
class RunScoresIT {

    @Test
    void readNoTextsForAnUnavailableMetric() {
        EvalUnderTest eval = EvalUnderTest.shared();
        eval.suite(
                "partly",
                document(
                        "faq@1",
                        "[{\"name\": \"exactMatch\", \"floor\": 0.8}, {\"name\": \"bleurt\", \"blocking\": false}]"));
        eval.model("scored", 100);
        JsonNode done = eval.run(request("partly", "scored", 1));
        assertThat(done.path("verdict").asString()).isEqualTo("PASS");
        assertThat(check(done, "bleurt.score").path("reason").asString()).contains("UNAVAILABLE");
        Tenancy.asWorker(
                () -> readsNoTexts(eval, UUID.fromString(done.path("id").asString())));
    }

    private static void readsNoTexts(EvalUnderTest eval, UUID id) {
        Gate gate = eval.service.bean(GateStore.class).find(id).orElseThrow();
        RunScores scores = eval.service.bean(RunScores.class);

        RunScores.Scored read = scores.read(gate, 120);

        assertThat(read.items()).hasSize(120).noneMatch(item -> item.hasTexts());
        for (List<GateAnswer> answers : List.of(
                read.answers(),
                scores.stored(gate),
                scores.again(gate, Set.of()).scored().answers())) {
            assertThat(answers)
                    .hasSize(120)
                    .allSatisfy(answer -> assertThat(answer.answer()).isEmpty())
                    .allSatisfy(answer -> assertThat(answer.statistics()).containsOnlyKeys("exactMatch"));
        }
    }
}
