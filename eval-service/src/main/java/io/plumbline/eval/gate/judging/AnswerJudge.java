package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.judge.rating.JudgedItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has answers rated unless any gate of the team has rated them before, and stores the ratings. Otherwise, one
/// could have the same answers rated again until satisfied within one attempt. A gate that ignores the cache has
/// all answers rated again. Thread-safe.
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

    /// Returns the stored rating of an answer; an error is never reused.
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

    /// Returns the stored rating of the candidate's answer to an item, if any.
    Optional<GateVerdict> ofCandidate(int item) {
        return database.with(() -> verdicts.find(gate.id(), Side.CANDIDATE, item));
    }

    /// Stores the candidate's rating also for the baseline's identical answer.
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
