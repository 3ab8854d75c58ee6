package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import io.plumbline.eval.statistics.check.CheckOutcome;
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

    /// Whether a metric changed during the run, for example because its scorer now states another version.
    boolean haveChangedMetrics(Gate gate) {
        return !dependencies.changedMetrics(gate).isEmpty();
    }

    private static GateCheck changed(String metric) {
        return GateCheck.plain(
                metric + ".version",
                null,
                null,
                CheckOutcome.INCONCLUSIVE.name(),
                true,
                "The scorer of " + metric + " changed its version during the run, so the scores are of two versions."
                        + " Run the gate again.");
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
        dependencies.changedMetrics(gate).keySet().stream()
                .map(OtherTiers::changed)
                .forEach(checks::add);
        return Optional.of(checks);
    }
}
