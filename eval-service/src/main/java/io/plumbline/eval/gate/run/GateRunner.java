package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.judging.UnknownRubricException;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.run.GateEvidence.Gathered;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Runs gates. Every answer is stored as it comes, so a run that is cut short goes on where it was: what is
/// stored is not asked again, and each item counts once.
public final class GateRunner {

    private final GateCourse course;
    private final Baselines baselines;
    private final Systems systems;
    private final ItemSource source;
    private final AnswerStore answers;
    private final GateEvidence evidence;
    private final Inquiry inquiry;
    private final GateJudging judging;
    private final TierChecks tiers;
    private final EarlyVerdict verdict;

    public GateRunner(
            GateCourse course,
            Baselines baselines,
            Systems systems,
            ItemSource source,
            AnswerStore answers,
            GateEvidence evidence,
            Inquiry inquiry,
            GateJudging judging,
            TierChecks tiers,
            EarlyVerdict verdict) {
        this.course = course;
        this.baselines = baselines;
        this.systems = systems;
        this.source = source;
        this.answers = answers;
        this.evidence = evidence;
        this.inquiry = inquiry;
        this.judging = judging;
        this.tiers = tiers;
        this.verdict = verdict;
    }

    /// Brings a gate to its end. Throws what may pass (a sibling that is away), so that the queue tries
    /// again; ends the gate as ERROR for what will not.
    public void run(UUID id) {
        course.begin(id).ifPresent(begun -> {
            try {
                Gate gate = baselines.fill(begun);
                evidence.begin(gate);
                List<SystemUnderTest> found = systems.of(gate);
                run(gate, found, EarlyVerdict.order(gate, source.read(gate, found.size())));
            } catch (UnrunnableGateException e) {
                course.fail(id, e.getMessage());
            } catch (UnknownRubricException e) {
                course.fail(id, e.getMessage());
            }
        });
    }

    /// Asks all items, or so many that the verdict is sure where the suite wants to know no more.
    private void run(Gate gate, List<SystemUnderTest> systems, List<GateItem> items) {
        List<Integer> looks = EarlyVerdict.looks(gate, items.size());
        for (int look = 0; look < looks.size(); look++) {
            int count = looks.get(look);
            if (!inquiry.ask(gate, systems, items.subList(0, count))) {
                return;
            }
            Gate asked = course.current(gate.id());
            Gathered given = evidence.gather(asked, answers.answers(gate.id()));
            Optional<GateJudge.Judgement> early = verdict.at(look, asked, items, given.all(), given.evidence());
            if (early.isPresent()) {
                course.finish(asked, early.get(), count);
                return;
            }
        }
        if (inquiry.ask(gate, systems, items)) {
            Gate asked = course.current(gate.id());
            List<GateAnswer> own = answers.answers(gate.id());
            Gathered given = evidence.gather(asked, own);
            judging.judge(asked, items, own, given.evidence().confidence())
                    .map(judged ->
                            verdict.atTheEnd(asked, items, given.all(), withTiers(asked, judged), given.evidence()))
                    .ifPresent(judgement -> course.finish(asked, judgement, items.size()));
        }
    }

    private List<GateCheck> withTiers(Gate gate, List<GateCheck> judged) {
        List<GateCheck> checks = new ArrayList<>(judged);
        checks.addAll(tiers.of(gate, judged));
        return checks;
    }

    /// Gives a gate up that failed again and again.
    public void giveUp(UUID id) {
        course.fail(id, "The gate could not be run, however often it was tried: the log of eval-service says why.");
    }
}
