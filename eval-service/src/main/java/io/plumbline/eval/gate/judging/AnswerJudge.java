package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.JudgedItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has answers of a gate judged that were not judged before in any gate of the team, and stores the verdicts: else
/// whoever does not like a verdict could have the same answers judged again and again, and it would be the same
/// attempt. A gate that is to ask all again has all judged again. For many threads.
final class AnswerJudge {

    private final Gate gate;
    private final RatingStore verdicts;
    private final CountedJudge judge;
    private final RatingKeys keys;
    private final SharedConnection database;

    AnswerJudge(Gate gate, RatingStore verdicts, CountedJudge judge, RatingKeys keys, SharedConnection database) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.judge = judge;
        this.keys = keys;
        this.database = database;
    }

    /// The verdict on an answer, which is stored; an error is never used again.
    GateVerdict judge(GateItem item, Side side, String answer, double probability) {
        JudgedItem judged = judged(item, answer);
        String key = keys.of(side, judged);
        Optional<GateVerdict> known = key == null ? Optional.empty() : database.with(() -> verdicts.known(gate, key));
        if (known.isPresent()) {
            return put(known.get().reusedFor(side, item.item(), probability), null);
        }
        GateVerdict verdict = GateVerdict.of(side, item.item(), probability, judge.judge(keys.setting(), judged));
        return put(verdict, verdict.error() == null ? key : null);
    }

    /// The verdict on the candidate's answer to an item, if it is stored.
    Optional<GateVerdict> ofCandidate(int item) {
        return database.with(() -> verdicts.find(gate.id(), Side.CANDIDATE, item));
    }

    /// Stores a verdict of the candidate for the baseline too, which has answered the same.
    void putForBaseline(GateVerdict verdict) {
        put(verdict.forBaseline(), null);
    }

    private GateVerdict put(GateVerdict verdict, @Nullable String askedFor) {
        return database.with(() -> verdicts.put(gate, verdict, askedFor));
    }

    private static JudgedItem judged(GateItem item, String answer) {
        Object context = item.fields().get("context");
        return new JudgedItem(item.input(), item.references(), context == null ? null : context.toString(), answer);
    }
}
