package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import java.util.List;
import java.util.Map;

/// Judges the stored answers of a gate again, and asks nothing.
public final class Recomputer {

    private final RunScores scores;
    private final GateJudging judging;
    private final Dependencies dependencies;
    private final EarlyVerdict verdict;

    Recomputer(RunScores scores, GateJudging judging, Dependencies dependencies, EarlyVerdict verdict) {
        this.scores = scores;
        this.judging = judging;
        this.dependencies = dependencies;
        this.verdict = verdict;
    }

    /// A verdict and what it was computed with.
    public record Recomputed(GateJudge.Judgement judgement, Map<String, Object> dependencies) {}

    /// @param gate as it ended, perhaps with other metrics
    public Recomputed judge(Gate gate) {
        RunScores.Scored again = scores.again(gate);
        return new Recomputed(RunChecks.addedTo(judge(gate, again), gate), dependencies.ofCode(gate));
    }

    /// Of a run that ended early, the same look; what is not sure at it is judged as a run that broke off.
    private GateJudge.Judgement judge(Gate gate, RunScores.Scored again) {
        int perItem = gate.document().repeatsOrOne() * (gate.baseline() == null ? 1 : 2);
        List<Integer> looks = EarlyVerdict.looks(gate, again.items().size());
        for (int look = 0; look < looks.size(); look++) {
            if (gate.answered() == looks.get(look) * perItem) {
                var early = verdict.at(look, gate, again.items(), again.answers());
                if (early.isPresent()) {
                    return early.get();
                }
            }
        }
        return verdict.atTheEnd(gate, again.items(), again.answers(), judging.stored(gate));
    }
}
