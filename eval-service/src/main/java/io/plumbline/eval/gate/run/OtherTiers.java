package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parts of a verdict besides scores: the judge, and the requirements on other tiers.
final class OtherTiers {

    private final GateJudging judging;
    private final TierChecks tiers;
    private final RunDependencies dependencies;

    OtherTiers(GateJudging judging, TierChecks tiers, RunDependencies dependencies) {
        this.judging = judging;
        this.tiers = tiers;
        this.dependencies = dependencies;
    }

    /// Returns nothing while answers remain to be rated.
    ///
    /// @param confidence confidence of two-sided intervals
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
