package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import java.math.BigDecimal;

/// The judge of a gate. Its calls are aborted when the run ends, and their cost counts for the gate, whatever the
/// rating. Thread-safe.
final class CountedJudge {

    private final Gate gate;
    private final RatingStore verdicts;
    private final ItemJudge judge;
    private final JudgeCalls calls;
    private final SharedConnection database;

    CountedJudge(Gate gate, RatingStore verdicts, ItemJudge judge, JudgeCalls calls, SharedConnection database) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.judge = judge;
        this.calls = calls;
        this.database = database;
    }

    /// @throws java.util.concurrent.CancellationException if the run has ended, or this replica stops
    Judgement judge(JudgeSetting setting, JudgedItem item) {
        Judgement judgement = calls.during(() -> judge.judge(setting, item));
        BigDecimal cost = judgement.costUsd();
        if (cost != null && cost.signum() > 0) {
            calls.spent(database.with(() -> verdicts.spend(gate, cost)));
        }
        return judgement;
    }
}
