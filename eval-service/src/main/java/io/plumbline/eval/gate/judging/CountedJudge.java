package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.judge.verdict.ItemJudge;
import io.plumbline.eval.judge.verdict.JudgeSetting;
import io.plumbline.eval.judge.verdict.JudgedItem;
import io.plumbline.eval.judge.verdict.Judgement;
import java.math.BigDecimal;
import java.util.concurrent.locks.ReentrantLock;

/// A judge as it is asked for a gate: its calls are broken off when the run ends, and what they cost counts
/// for the gate, whatever becomes of the verdict. For many threads, which count on one connection.
final class CountedJudge {

    private final Gate gate;
    private final VerdictStore verdicts;
    private final ItemJudge judge;
    private final JudgeCalls calls;
    private final ReentrantLock lock = new ReentrantLock();

    CountedJudge(Gate gate, VerdictStore verdicts, ItemJudge judge, JudgeCalls calls) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.judge = judge;
        this.calls = calls;
    }

    /// @throws java.util.concurrent.CancellationException when the run has ended, or this replica stops
    Judgement judge(JudgeSetting setting, JudgedItem item) {
        Judgement judgement = calls.during(() -> judge.judge(setting, item));
        BigDecimal cost = judgement.costUsd();
        if (cost != null && cost.signum() > 0) {
            calls.spent(spend(cost));
        }
        return judgement;
    }

    private BigDecimal spend(BigDecimal cost) {
        lock.lock();
        try {
            return verdicts.spend(gate, cost);
        } finally {
            lock.unlock();
        }
    }
}
