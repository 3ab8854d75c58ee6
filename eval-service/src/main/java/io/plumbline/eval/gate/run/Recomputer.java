package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.evidence.GateEvidence;
import io.plumbline.eval.gate.run.evidence.GateEvidence.Gathered;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Recomputes the verdict of a gate from its stored answers and those of the earlier gates that counted, without
/// any call.
public final class Recomputer {

    private final RunScores scores;
    private final GateEvidence evidence;
    private final GateJudging judging;
    private final RunDependencies dependencies;
    private final EarlyVerdict verdict;

    Recomputer(
            RunScores scores,
            GateEvidence evidence,
            GateJudging judging,
            RunDependencies dependencies,
            EarlyVerdict verdict) {
        this.scores = scores;
        this.evidence = evidence;
        this.judging = judging;
        this.dependencies = dependencies;
        this.verdict = verdict;
    }

    /// A verdict with its dependencies.
    public record Recomputed(GateJudge.Judgement judgement, Map<String, Object> dependencies) {}

    /// @param gate as it ended, possibly with other metrics
    public Recomputed judge(Gate gate) {
        RunScores.Scored again = scores.again(gate);
        return new Recomputed(RunChecks.addedTo(judge(gate, again), gate), dependencies.ofCode(gate));
    }

    /// For a run that ended early, takes the same look; a result that is not certain there counts as an aborted
    /// run.
    private GateJudge.Judgement judge(Gate gate, RunScores.Scored again) {
        Gathered given = evidence.gather(gate, again);
        int perItem = gate.document().repeatsOrOne() * (gate.baseline() == null ? 1 : 2);
        List<Integer> looks = EarlyVerdict.looks(gate, again.items().size());
        for (int look = 0; look < looks.size(); look++) {
            if (gate.answered() == looks.get(look) * perItem) {
                var early = verdict.at(look, gate, again.items(), given.answers(), given.evidence());
                if (early.isPresent()) {
                    return early.get();
                }
            }
        }
        List<GateCheck> others =
                new ArrayList<>(judging.stored(gate, given.evidence().confidence()));
        gate.checks().stream().filter(TierChecks::isOne).forEach(others::add);
        return verdict.atTheEnd(gate, again.items(), given.answers(), others, given.evidence());
    }
}
