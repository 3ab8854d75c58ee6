package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.judging.UnknownRubricException;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
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
    private final Inquiry inquiry;
    private final GateJudging judging;
    private final EarlyVerdict verdict;

    public GateRunner(
            GateCourse course,
            Baselines baselines,
            Systems systems,
            ItemSource source,
            AnswerStore answers,
            Inquiry inquiry,
            GateJudging judging,
            EarlyVerdict verdict) {
        this.course = course;
        this.baselines = baselines;
        this.systems = systems;
        this.source = source;
        this.answers = answers;
        this.inquiry = inquiry;
        this.judging = judging;
        this.verdict = verdict;
    }

    /// Brings a gate to its end. Throws what may pass (a sibling that is away), so that the queue tries
    /// again; ends the gate as ERROR for what will not.
    public void run(UUID id) {
        course.begin(id).ifPresent(begun -> {
            try {
                Gate gate = baselines.fill(begun);
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
            Optional<GateJudge.Judgement> early = verdict.at(look, asked, items, answers.answers(gate.id()));
            if (early.isPresent()) {
                course.finish(asked, early.get(), count);
                return;
            }
        }
        if (inquiry.ask(gate, systems, items)) {
            Gate asked = course.current(gate.id());
            List<GateAnswer> given = answers.answers(gate.id());
            judging.judge(asked, items, given)
                    .ifPresent(judged ->
                            course.finish(asked, verdict.atTheEnd(asked, items, given, judged), items.size()));
        }
    }

    /// Gives a gate up that failed again and again.
    public void giveUp(UUID id) {
        course.fail(id, "The gate could not be run, however often it was tried: the log of eval-service says why.");
    }
}
