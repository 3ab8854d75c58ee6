package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.metric.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricBook;
import io.plumbline.eval.statistics.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EarlyVerdictTest {

    private static final String REGRESSION =
            "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0}], \"earlyStop\": true, \"seed\": 3";

    private static final Evidence ALONE = Evidence.alone(GateJudge.CONFIDENCE);

    private final EarlyVerdict early = new EarlyVerdict(new GateJudge(MetricBook.of(MetricCatalog.lexical())));

    @Test
    void asksInADrawnOrderAndLooksTwice() {
        Gate gate = gate(REGRESSION);
        List<GateItem> items = Gates.items(200);

        List<GateItem> order = EarlyVerdict.order(gate, items);

        assertThat(order).containsExactlyInAnyOrderElementsOf(items).isNotEqualTo(items);
        assertThat(order).isEqualTo(EarlyVerdict.order(gate, items));
        assertThat(EarlyVerdict.looks(gate, 201)).containsExactly(51, 101);
    }

    @Test
    void changesNothingWhereTheSuiteDoesNotWantIt() {
        Gate gate = gate("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]");
        List<GateItem> items = Gates.items(200);

        assertThat(EarlyVerdict.order(gate, items)).isEqualTo(items);
        assertThat(EarlyVerdict.looks(gate, 200)).isEmpty();
    }

    @Test
    void decidesNothingOnAHandfulOfItems() {
        Gate gate = gate("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}], \"earlyStop\": true");
        List<GateItem> items = Gates.items(40);

        assertThat(early.at(0, gate, items, Gates.answers(Side.CANDIDATE, 40, 0), ALONE))
                .isEmpty();
        assertThat(early.at(1, gate, items, Gates.answers(Side.CANDIDATE, 40, 0), ALONE))
                .isPresent();
    }

    /// The same system twice, no drop allowed, three looks: in a fortieth of the runs it fails.
    @Test
    void failsTheSameSystemNoMoreOftenThanOneLook() {
        SplittableRandom random = new SplittableRandom(11);
        Gate gate = gate(REGRESSION);
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        int runs = 400;
        int failed = 0;
        for (int run = 0; run < runs; run++) {
            failed += ends(gate, items, answers(random)) == Outcome.FAIL ? 1 : 0;
        }

        assertThat(failed).isBetween(1, 22);
    }

    /// The first look takes p below 0.000004 for two checks, less than one of all draws.
    @Test
    void failsWhatIsPlainlyWorseAtTheFirstLookAlsoByDraws() {
        Gate gate = gate("\"metrics\": [{\"name\": \"chrf\", \"maxRegression\": 1},"
                + " {\"name\": \"bleu-char\", \"maxRegression\": 1}], \"earlyStop\": true, \"seed\": 3");
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 400, 200);
        answers.addAll(Gates.answers(Side.BASELINE, 400, 400));

        GateJudge.Judgement judgement = early.at(0, gate, items, answers, ALONE).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Outcome.FAIL);
        assertThat(judgement.checks().stream()
                        .filter(check -> check.outcome().equals("FAIL"))
                        .mapToDouble(check -> Objects.requireNonNull(check.pValue())))
                .hasSize(2)
                .allMatch(p -> p < 4e-6);
    }

    private Outcome ends(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        for (int look = 0; look < 2; look++) {
            Optional<GateJudge.Judgement> judgement = early.at(look, gate, items, answers, ALONE);
            if (judgement.isPresent()) {
                return judgement.get().verdict();
            }
        }
        return early.atTheEnd(gate, items, answers, List.of(), ALONE).verdict();
    }

    private static List<GateAnswer> answers(SplittableRandom random) {
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 400; item++) {
            for (Side side : Side.values()) {
                answers.add(Gates.answer(side, item, random.nextInt(10) < 7 ? "right" : "wrong", 100));
            }
        }
        return answers;
    }

    private static Gate gate(String rest) {
        return Gates.gate(Gates.document(rest), Candidate.ofModel("bot", 1));
    }
}
