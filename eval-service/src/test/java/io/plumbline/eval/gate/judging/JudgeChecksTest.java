package io.plumbline.eval.gate.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.calibration.JudgeLabels;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeChecksTest {

    private static final Lookup AGREEING = labels();

    /// A judge that agreed with people on 200 labels finds all of these answers perfect.
    @ParameterizedTest
    @CsvSource({"2, INCONCLUSIVE", "5, INCONCLUSIVE", "20, INCONCLUSIVE", "60, INCONCLUSIVE", "200, PASS"})
    void passesAFloorOnlyWithEnoughRatings(int verdicts, String outcome) {
        GateCheck floor = last(checks("\"floor\": 0.95", verdicts(Side.CANDIDATE, verdicts, _ -> 1), Map.of()));

        assertThat(floor.name()).isEqualTo("judge.relevance.floor");
        assertThat(floor.outcome()).as(floor.reason()).isEqualTo(outcome);
    }

    @Test
    void reportsTooFewRatings() {
        assertThat(last(checks("\"floor\": 0.5", verdicts(Side.CANDIDATE, 5, _ -> 1), Map.of()))
                        .reason())
                .isEqualTo("The judge gave 5 ratings; at least 6 independent ones are needed.");
        assertThat(last(checks("\"floor\": 0.5", List.of(), Map.of())).reason())
                .isEqualTo("The judge gave 0 ratings; at least 6 independent ones are needed.");
    }

    @ParameterizedTest
    @CsvSource({"2, INCONCLUSIVE", "20, INCONCLUSIVE", "60, INCONCLUSIVE", "200, PASS"})
    void staysUncertainIfAFewRatingsAgree(int verdicts, String outcome) {
        List<GateVerdict> both = new ArrayList<>(verdicts(Side.CANDIDATE, verdicts, item -> item % 2));
        both.addAll(verdicts(Side.BASELINE, verdicts, item -> item % 2));

        GateCheck regression = last(checks("\"maxRegression\": 0.05", both, Map.of()));

        assertThat(regression.outcome()).as(regression.reason()).isEqualTo(outcome);
    }

    /// As the checks of metrics count them.
    @Test
    void countsQuestionsOnOneDocumentOnce() {
        List<GateVerdict> verdicts = verdicts(Side.CANDIDATE, 200, _ -> 1);
        Map<Integer, String> ten = new HashMap<>();
        Map<Integer, String> five = new HashMap<>();
        for (int item = 0; item < 200; item++) {
            ten.put(item, "document " + item % 10);
            five.put(item, "document " + item % 5);
        }

        GateCheck alone = last(checks("\"floor\": 0.8", verdicts, Map.of()));
        GateCheck floor = last(checks("\"floor\": 0.8", verdicts, ten));

        assertThat(alone.outcome()).isEqualTo("PASS");
        assertThat(floor.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(Objects.requireNonNull(floor.ciLow())).isLessThan(0.7);
        assertThat(floor.reason()).contains("from 200 labels and 200 ratings in 10 clusters");
        assertThat(last(checks("\"floor\": 0.1", verdicts, five)).reason())
                .isEqualTo("The judge gave 200 ratings in 5 clusters; at least 6 independent ones are needed.");
    }

    private static List<GateCheck> checks(String rule, List<GateVerdict> verdicts, Map<Integer, String> clusters) {
        Gate gate = Gates.gate(
                Gates.document("\"metrics\": [], \"judge\": {\"rubric\": \"relevance@1\","
                        + " \"model\": \"registry:judge@1\", " + rule + "}"),
                Candidate.ofModel("bot", 1));
        return new JudgeChecks(gate, Objects.requireNonNull(gate.document().judge()), verdicts, clusters, 0.95)
                .checks(AGREEING, AGREEING);
    }

    private static GateCheck last(List<GateCheck> checks) {
        return checks.getLast();
    }

    private static List<GateVerdict> verdicts(Side side, int count, IntToDoubleFunction score) {
        List<GateVerdict> verdicts = new ArrayList<>();
        for (int item = 0; item < count; item++) {
            verdicts.add(new GateVerdict(
                    "", side, item, 1, score.applyAsDouble(item), 0.0, null, false, List.of(), null, 1, null));
        }
        return verdicts;
    }

    private static Lookup labels() {
        double[] labels = new double[200];
        Arrays.setAll(labels, i -> i % 2);
        return Lookup.found(new JudgeLabels(new UUID(0, 1), labels, labels));
    }
}
