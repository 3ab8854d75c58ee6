package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.UnknownRubricException;
import io.plumbline.eval.gate.ledger.FindingStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.run.GateEvidence.Gathered;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes gates from stage to stage: it finds out what there is to ask, queues it in chunks, and when all of a
/// stage is asked, looks whether the verdict is sure; then it has them judged. It waits for no call itself. Every
/// answer is stored as it comes, so a run that is
/// cut short goes on where it was: what is stored is not asked again, and each item counts once.
public final class GateRunner {

    private final GateLifecycle course;
    private final FindingStore findings;
    private final Preparation preparation;
    private final RunScores scores;
    private final GateEvidence evidence;
    private final StageChunks stages;
    private final OtherTiers tiers;
    private final EarlyVerdict verdict;

    GateRunner(
            GateLifecycle course,
            FindingStore findings,
            Preparation preparation,
            RunScores scores,
            GateEvidence evidence,
            StageChunks stages,
            OtherTiers tiers,
            EarlyVerdict verdict) {
        this.course = course;
        this.findings = findings;
        this.preparation = preparation;
        this.scores = scores;
        this.evidence = evidence;
        this.stages = stages;
        this.tiers = tiers;
        this.verdict = verdict;
    }

    /// Brings a gate as far as it goes without waiting for answers. Throws what may pass (a sibling that is
    /// away), so that the queue tries again; ends the gate as ERROR for what will not.
    public void run(GateQueue.Step step) {
        course.begin(step.gate()).ifPresent(begun -> {
            try {
                if (course.finishFound(begun)) {
                    return;
                }
                Preparation.Prepared prepared = preparation.prepare(begun);
                run(course.current(step.gate()), step.stage(), prepared);
            } catch (UnrunnableGateException e) {
                course.fail(step.gate(), e.getMessage());
            } catch (UnknownRubricException e) {
                course.fail(step.gate(), e.getMessage());
            }
        });
    }

    /// Has all items asked, or so many that the verdict is sure where the suite wants to know no more. The
    /// end is a step of its own, so that it is under way once, whoever finds out that all is asked: the last
    /// chunk, or the sweep, which takes up every gate that has not ended.
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
                || prepared.judge() == null
                || stages.judge(gate, ends.size(), items, prepared.judge())) {
            end(course.current(gate.id()), items);
        }
    }

    /// Each look is taken once: the same answers say the same again.
    private boolean endsEarly(Gate gate, int look, int count, int items) {
        if (findings.looks(gate.id()) > look) {
            return false;
        }
        RunScores.Scored scored = scores.read(gate, items);
        Gathered given = evidence.gather(gate, scored.answers());
        Optional<GateJudge.Judgement> early = verdict.at(look, gate, scored.items(), given.answers(), given.evidence());
        early.ifPresentOrElse(judgement -> finish(gate, judgement, count), () -> findings.looked(gate.id(), look + 1));
        return early.isPresent();
    }

    private void end(Gate gate, int items) {
        RunScores.Scored scored = scores.read(gate, items);
        Gathered given = evidence.gather(gate, scored.answers());
        tiers.checks(gate, given.evidence().confidence())
                .map(checks -> verdict.atTheEnd(gate, scored.items(), given.answers(), checks, given.evidence()))
                .ifPresentOrElse(
                        judgement -> finish(course.current(gate.id()), judgement, items),
                        () -> stages.judgeAgain(gate));
    }

    private void finish(Gate gate, GateJudge.Judgement judgement, int items) {
        stages.forget(gate);
        course.finish(gate, RunChecks.addedTo(judgement, gate), items);
    }

    /// Gives a gate up that failed again and again.
    public void giveUp(UUID id) {
        course.fail(id, "The gate could not be run, however often it was tried: the log of eval-service says why.");
    }
}
