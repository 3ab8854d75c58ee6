package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.UnknownRubricException;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateResultStore;
import io.plumbline.eval.gate.run.evidence.GateEvidence;
import io.plumbline.eval.gate.run.evidence.GateEvidence.Gathered;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.preparation.Preparation;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.gate.run.queue.StageChunks;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Advances gates from stage to stage: it determines the calls, queues them in chunks, checks after each stage
/// whether the verdict is certain, and then has the answers rated. It never waits for calls itself. Every answer
/// is stored as it arrives, so an interrupted run resumes: stored answers are not repeated, and each item counts
/// once.
final class GateRunner {

    private final GateLifecycle lifecycle;
    private final GateResultStore findings;
    private final Preparation preparation;
    private final GateEvidence evidence;
    private final StageChunks stages;
    private final OtherTiers tiers;
    private final EarlyVerdict verdict;

    GateRunner(
            GateLifecycle lifecycle,
            GateResultStore findings,
            Preparation preparation,
            GateEvidence evidence,
            StageChunks stages,
            OtherTiers tiers,
            EarlyVerdict verdict) {
        this.lifecycle = lifecycle;
        this.findings = findings;
        this.preparation = preparation;
        this.evidence = evidence;
        this.stages = stages;
        this.tiers = tiers;
        this.verdict = verdict;
    }

    /// Advances a gate as far as possible without waiting for answers. Throws transient errors (an unavailable
    /// sibling), so that the queue retries; ends the gate as ERROR on permanent ones.
    public void run(GateQueue.Step step) {
        Tenancy.asWorker(() -> advance(step));
    }

    private void advance(GateQueue.Step step) {
        lifecycle.begin(step.gate()).ifPresent(begun -> {
            try {
                if (lifecycle.finishFound(begun)) {
                    return;
                }
                Preparation.Prepared prepared = preparation.prepare(begun);
                run(lifecycle.current(step.gate()), step.stage(), prepared);
            } catch (UnrunnableGateException e) {
                lifecycle.fail(step.gate(), e.getMessage());
            } catch (UnknownRubricException e) {
                lifecycle.fail(step.gate(), e.getMessage());
            }
        });
    }

    /// Has all items sent, or as many as make the verdict certain if the suite wants no more. The end is a
    /// separate step, so that it runs once, whichever detects completion: the last chunk, or the sweep of all
    /// gates that have not ended.
    private void run(Gate gate, int first, Preparation.Prepared prepared) {
        int items = prepared.items();
        List<Integer> ends = new ArrayList<>(EarlyVerdict.looks(gate, items));
        ends.add(items);
        for (int stage = first; stage < ends.size() && gate.run().halted() == null; stage++) {
            int from = stage == 0 ? 0 : ends.get(stage - 1);
            if (stage > 0 && endsEarly(gate, stage - 1, from, items)) {
                return;
            }
            if (!stages.ask(gate, stage, from, ends.get(stage), prepared.systems())) {
                return;
            }
        }
        if (first < ends.size()) {
            stages.next(gate, ends.size());
        } else if (gate.run().halted() != null
                || prepared.judges().isEmpty()
                || stages.judge(gate, ends.size(), items, prepared.judges())) {
            end(lifecycle.current(gate.id()), items);
        }
    }

    /// Each look is taken once because the same answers give the same result.
    private boolean endsEarly(Gate gate, int look, int count, int items) {
        if (findings.looks(gate.id()) > look || tiers.haveChangedMetrics(gate)) {
            return false;
        }
        Gathered given = evidence.gather(gate, items);
        Optional<GateJudge.Judgement> early = verdict.at(look, gate, given.items(), given.answers(), given.evidence());
        early.ifPresentOrElse(judgement -> finish(gate, judgement, count), () -> findings.looked(gate.id(), look + 1));
        return early.isPresent();
    }

    private void end(Gate gate, int items) {
        Gathered given = evidence.gather(gate, items);
        tiers.checks(gate, given.evidence().confidence())
                .map(checks -> verdict.atTheEnd(gate, given.items(), given.answers(), checks, given.evidence()))
                .ifPresentOrElse(
                        judgement -> finish(lifecycle.current(gate.id()), judgement, items),
                        () -> stages.judgeAgain(gate));
    }

    private void finish(Gate gate, GateJudge.Judgement judgement, int items) {
        stages.forget(gate);
        lifecycle.finish(gate, RunChecks.addedTo(judgement, gate), items);
    }

    /// Abandons a gate that failed repeatedly.
    public void giveUp(UUID id) {
        Tenancy.asWorker(() -> lifecycle.fail(
                id, "The gate could not be run, however often it was tried: the log of eval-service says why."));
    }
}
