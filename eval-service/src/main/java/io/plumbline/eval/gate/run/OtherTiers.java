package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a gate rests on beside the scores of its answers: its judge, and what it demands of other tiers.
final class OtherTiers {

    private final GateJudging judging;
    private final TierChecks tiers;
    private final RunDependencies dependencies;

    OtherTiers(GateJudging judging, TierChecks tiers, RunDependencies dependencies) {
        this.judging = judging;
        this.tiers = tiers;
        this.dependencies = dependencies;
    }

    /// Empty when answers are left to judge.
    ///
    /// @param confidence of two-sided intervals
    Optional<List<GateCheck>> checks(Gate gate, double confidence) {
        StoredRatings verdicts = new StoredRatings(gate.run().halted() != null);
        Optional<List<GateCheck>> judged = judging.judge(gate, verdicts, confidence);
        if (judged.isEmpty() || verdicts.areMissing()) {
            return Optional.empty();
        }
        dependencies.add(gate, judging.dependencies(gate));
        List<GateCheck> checks = new ArrayList<>(judged.get());
        checks.addAll(tiers.of(gate, judged.get()));
        return Optional.of(checks);
    }
}
