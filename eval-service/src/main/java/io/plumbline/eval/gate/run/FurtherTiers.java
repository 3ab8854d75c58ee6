package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a gate rests on beside the scores of its answers: its judge, and what it demands of other tiers.
final class FurtherTiers {

    private final GateShares shares;
    private final GateCourse course;
    private final GateJudging judging;
    private final TierChecks tiers;
    private final Dependencies dependencies;

    FurtherTiers(
            GateShares shares, GateCourse course, GateJudging judging, TierChecks tiers, Dependencies dependencies) {
        this.shares = shares;
        this.course = course;
        this.judging = judging;
        this.tiers = tiers;
        this.dependencies = dependencies;
    }

    /// Empty when the gate was ended while the judge was asked.
    ///
    /// @param confidence of two-sided intervals
    Optional<List<GateCheck>> checks(Gate gate, double confidence) {
        return judged(gate, confidence).map(judged -> {
            dependencies.add(gate, judging.dependencies(gate));
            List<GateCheck> checks = new ArrayList<>(judged);
            checks.addAll(tiers.of(gate, judged));
            return checks;
        });
    }

    /// The judge is asked as the systems are: in the places that the replicas agreed on, within the caps.
    private Optional<List<GateCheck>> judged(Gate gate, double confidence) {
        if (gate.document().judge() == null) {
            return Optional.of(List.of());
        }
        return shares.open(gate.id()).flatMap(share -> {
            try {
                return judging.judge(gate, new SharedJudgeCalls(share, course), confidence);
            } finally {
                shares.close(share);
            }
        });
    }
}
