package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlakinessTest {

    private final GateJudge judge = new GateJudge(MetricResolver.of(MetricCatalog.lexical()));

    @Test
    void findsItemsWhoseRepeatsDisagree() {
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 60; item++) {
            for (int repeat = 0; repeat < 4; repeat++) {
                boolean wrong = (item == 7 && repeat > 0) || (item == 9 && repeat == 3) || item == 11;
                answers.add(Gates.answer(Side.CANDIDATE, item, wrong ? "wrong" : "right", 1)
                        .asRepeat(repeat));
            }
        }

        FlakyItems flaky = judge(4, answers).findings().flaky();

        assertThat(flaky.repeated()).isEqualTo(60);
        assertThat(flaky.count()).isEqualTo(2);
        assertThat(flaky.worst())
                .containsExactly(
                        new FlakyItems.Item(7, "7", "exactMatch", 4, 0, 1, 1),
                        new FlakyItems.Item(9, "9", "exactMatch", 4, 0, 1, 3));
    }

    @Test
    void isEmptyWithoutRepeats() {
        assertThat(judge(1, Gates.answers(Side.CANDIDATE, 60, 60)).findings().flaky())
                .isNull();
    }

    /// Sixty items, each answered twenty times, are sixty items: the interval is as wide as that of one
    /// answer each.
    @Test
    void countsAnItemOnceHoweverOftenItWasAnswered() {
        List<GateAnswer> repeated = new ArrayList<>();
        for (GateAnswer answer : Gates.answers(Side.CANDIDATE, 60, 54)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                repeated.add(answer.asRepeat(repeat));
            }
        }

        GateCheck once = floor(judge(1, Gates.answers(Side.CANDIDATE, 60, 54)));
        GateCheck often = floor(judge(20, repeated));

        assertThat(often.ciLow()).isEqualTo(once.ciLow());
        assertThat(often.ciHigh()).isEqualTo(once.ciHigh());
    }

    private GateJudge.Judgement judge(int repeats, List<GateAnswer> answers) {
        return judge.judge(
                Gates.gate(
                        Gates.document(
                                "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}], \"repeats\": " + repeats),
                        null),
                Gates.items(60),
                answers);
    }

    private static GateCheck floor(GateJudge.Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals("exactMatch.floor"))
                .findFirst()
                .orElseThrow();
    }
}
