package io.plumbline.registry.trainingplan;

import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.finetuning.FineTuningJobs;
import io.plumbline.registry.trainingplan.TrainingPlanRules.Terms;
import io.plumbline.registry.trainingplan.TrainingPlanStore.Work;
import io.plumbline.registry.trainingplan.TrainingRun.State;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Pauses and resumes plans; shows, stops and repeats their runs. The database limits both to the caller's teams.
@Service
@Transactional
class TrainingRuns {

    private final NamedDocuments<Terms> plans;
    private final TrainingPlanStore store;
    private final PlanAuthority authority;
    private final RunJournal journal;
    private final FineTuningJobs jobs;

    TrainingRuns(
            NamedDocuments<Terms> plans,
            TrainingPlanStore store,
            PlanAuthority authority,
            RunJournal journal,
            FineTuningJobs jobs) {
        this.plans = plans;
        this.store = store;
        this.authority = authority;
        this.journal = journal;
        this.jobs = jobs;
    }

    /// Pauses a plan: no run starts, and an open one waits before its next step.
    ///
    /// @throws ProblemException 404
    NamedDocument<Terms> pause(String name) {
        NamedDocument<Terms> present = plans.lock(name).orElseThrow(plans::missing);
        Terms terms = present.document();
        return terms.plan().enabled()
                ? plans.replace(present, new Terms(terms.plan().enabled(false), terms.secret(), terms.author()))
                : present;
    }

    /// Resumes a plan, with the rights of the caller from now on.
    ///
    /// @throws ProblemException 403 if the caller lacks a permission that the plan needs; 404
    NamedDocument<Terms> resume(String name) {
        NamedDocument<Terms> present = plans.lock(name).orElseThrow(plans::missing);
        Terms terms = present.document();
        authority.require(Callers.current(), present.team(), terms.plan());
        if (terms.plan().enabled()) {
            return present;
        }
        NamedDocument<Terms> resumed =
                plans.replace(present, new Terms(terms.plan().enabled(true), terms.secret(), Author.current()));
        store.restart(name);
        return resumed;
    }

    /// Returns the runs of a plan, newest first.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Page<TrainingRun> runs(String name, Paging paging) {
        plans.get(name);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<TrainingRun> rows = store.page(name, before, paging.size() + 1);
        return Page.of(rows, paging, run -> Cursor.of(run.id()));
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public TrainingRun run(String name, UUID id) {
        return store.find(name, id).orElseThrow(TrainingRuns::missingRun);
    }

    /// Stops an open run, and asks its job to stop.
    ///
    /// @throws ProblemException 404; 409 if it has ended
    TrainingRun stop(String name, UUID id) {
        Work work = store.lock(name, id).orElseThrow(TrainingRuns::missingRun);
        if (work.run().state() != State.RUNNING) {
            throw RequestProblem.CONFLICT.because("The run has ended.");
        }
        UUID job = work.run().products().job();
        if (job != null && !jobs.get(job).progress().state().isEnd()) {
            jobs.cancel(job);
        }
        journal.stop(work, "Stopped on request.");
        return run(name, id);
    }

    /// Repeats the step at which the newest run of a plan stopped.
    ///
    /// @throws ProblemException 403 if the caller lacks a permission that the plan needs; 404; 409 if it is another
    ///     run, did not stop, or the plan has another author, in whose name the run would act
    TrainingRun repeat(String name, UUID id) {
        Work work = store.lock(name, id).orElseThrow(TrainingRuns::missingRun);
        authority.require(
                Callers.current(), work.run().team(), work.plan().terms().plan());
        if (!work.plan().terms().author().equals(Author.current())) {
            throw RequestProblem.CONFLICT.because(
                    "The run uses the rights of the plan's author. Pause and resume the plan to use yours.");
        }
        boolean isNewest =
                store.newest(name).map(TrainingRun::id).filter(id::equals).isPresent();
        if (work.run().state() != State.STOPPED || !isNewest) {
            throw RequestProblem.CONFLICT.because("Only the newest run of a plan can be repeated, after it stopped.");
        }
        journal.repeat(work);
        return run(name, id);
    }

    private static ProblemException missingRun() {
        return RequestProblem.NOT_FOUND.because("No run of this training plan has this id.");
    }
}
