package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a run's calls says something of the latency now, and what follows where too many failed.
class FreshAnswersTest {

    private static final String LATENCY = "{\"name\": \"latency\", \"options\": {\"atMost\": 500}, \"floor\": 0.8}";
    private static final String SET = "{\"name\": \"set\", \"as\": \"quick\", \"floor\": 0.8, \"threshold\": 1, \"of\":"
            + " [{\"name\": \"exactMatch\"}, {\"name\": \"latency\", \"options\": {\"atMost\": 500}}]}";

    private final GateJudge judge = new GateJudge(MetricResolver.of(MetricCatalog.lexical()));

    /// 4 % take 6 s and 2 % time out: of those that were answered 4.08 % are beyond 5 s, of all calls 6 %.
    @Test
    void countFailedCallsAsBeyondTheLatencyCeiling() {
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 5_000; item++) {
            answers.add(
                    item < 100
                            ? Gates.failure(Side.CANDIDATE, item)
                            : Gates.answer(Side.CANDIDATE, item, "right", item < 300 ? 6_000 : 100));
        }
        String rules =
                "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5}], \"ceilings\": {\"p95LatencyMs\": 5000}";

        GateJudge.Judgement judgement = judge(rules, 5_000, answers);

        assertThat(check(judgement, "errors").outcome()).isEqualTo("PASS");
        GateCheck latency = check(judgement, "latency.p95");
        assertThat(latency.outcome()).isEqualTo("FAIL");
        assertThat(latency.value()).isEqualTo(6_000);
        assertThat(latency.reason()).contains("of 5,000 calls");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {LATENCY, SET})
    void areTheOnlyInputOfALatencyAssertion(String metric) {
        String label = metric.equals(SET) ? "quick" : "latency";
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 100; item++) {
            answers.add(Gates.answer(Side.CANDIDATE, item, "right", 900));
            answers.add(Gates.answer(Side.CANDIDATE, item, "right", 100).asRepeat(1));
            answers.add(Gates.answer(Side.CANDIDATE, item, "right", 100).asRepeat(2));
        }
        assertThat(check(judge("\"metrics\": [" + metric + "]", 100, answers), label + ".floor")
                        .value())
                .as("two earlier runs were faster")
                .isZero();

        List<GateAnswer> reused = Gates.answers(Side.CANDIDATE, 100, 100).stream()
                .map(answer -> answer.reusedFor(new AnswerKey(Side.CANDIDATE, answer.item(), 0), new UUID(0, 1)))
                .toList();
        GateJudge.Judgement judgement = judge("\"metrics\": [" + metric + "]", 100, reused);
        assertThat(check(judgement, label + ".score").reason()).startsWith("No call was answered in this run");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {LATENCY, SET})
    void areRequiredByALatencyMetric(String metric) {
        assertThat(Gates.document("\"metrics\": [" + metric + "]").usesCache()).isFalse();
        assertThat(Gates.document("\"cache\": true, \"metrics\": [" + metric + "]")
                        .usesCache())
                .as("whatever the suite says")
                .isFalse();
        String told = metric.replaceFirst("\\{", "{\"blocking\": false, ");
        assertThat(Gates.document("\"metrics\": [" + told + "]").usesCache())
                .as("for information")
                .isTrue();
        String label = metric.equals(SET) ? "quick" : "latency";
        assertThat(Gates.document("\"metrics\": [" + told + "], \"slices\": {\"vip\": {\"metrics\": [\"" + label
                                + "\"]}}")
                        .usesCache())
                .as("for information on the whole, and not on a slice")
                .isFalse();
        assertThat(Gates.document("\"metrics\": [{\"name\": \"exactMatch\"}]").usesCache())
                .isTrue();
    }

    @Test
    void leaveAFailingGateInconclusiveIfTooManyCallsFailed() {
        String rules =
                "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}, {\"name\": \"rouge1\", \"floor\": 0.1}]";
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 200, 60);
        assertThat(judge(rules, 200, answers).verdict()).isEqualTo(CheckOutcome.FAIL);

        answers.replaceAll(answer -> answer.item() < 10 ? Gates.failure(Side.CANDIDATE, answer.item()) : answer);
        GateJudge.Judgement judgement = judge(rules, 200, answers);

        assertThat(check(judgement, "errors").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(judgement.checks())
                .filteredOn(check -> check.name().endsWith(".floor"))
                .hasSize(2)
                .allSatisfy(check -> {
                    assertThat(check.outcome()).isEqualTo("INCONCLUSIVE");
                    assertThat(check.reason()).endsWith(" This result does not count: see the check errors.");
                });
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    /// Else it would be one more check of that name, and in US dollars.
    @Test
    void distinguishAMetricWithoutLimitsFromTheCeilingOfItsName() {
        String rules = "\"metrics\": [{\"name\": \"cost\", \"options\": {\"atMost\": 1}}, {\"name\": \"exactMatch\","
                + " \"floor\": 0.8}], \"ceilings\": {\"costUsd\": 50}";
        GateJudge.Judgement judgement = judge(rules, 100, Gates.answers(Side.CANDIDATE, 100, 100));
        assertThat(check(judgement, "cost.score").value()).isEqualTo(1);
        assertThat(judgement.checks())
                .filteredOn(check -> check.name().equals("cost"))
                .singleElement()
                .satisfies(check -> assertThat(check.blocking()).isTrue());
    }

    /// As after a scorer that was away while the answers were scored.
    @Test
    void areInconclusiveForAMetricNotComputedBeforeTheTextsWereDeleted() {
        String rules = "\"metrics\": [{\"name\": \"regex\", \"options\": {\"pattern\": \"right\"}, \"floor\": 0.1}]";
        List<GateAnswer> light = Gates.answers(Side.CANDIDATE, 100, 100).stream()
                .map(GateAnswer::withoutText)
                .toList();
        GateJudge.Judgement judgement = judge.judge(
                Gates.gate(Gates.document(rules), null),
                Gates.items(100).stream().map(item -> item.withoutTexts()).toList(),
                light);
        assertThat(check(judgement, "regex.score").reason()).startsWith("regex is UNAVAILABLE");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    private GateJudge.Judgement judge(String rules, int items, List<GateAnswer> answers) {
        return judge.judge(Gates.gate(Gates.document(rules), null), Gates.items(items), answers);
    }

    private static GateCheck check(GateJudge.Judgement judgement, String name) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + judgement.checks()));
    }
}
