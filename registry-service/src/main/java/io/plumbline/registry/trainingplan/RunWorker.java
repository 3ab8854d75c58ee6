package io.plumbline.registry.trainingplan;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.clients.eval.GateOrder;
import io.plumbline.clients.eval.GateSummary;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.finetuning.FineTuningJob;
import io.plumbline.registry.finetuning.FineTuningJobs;
import io.plumbline.registry.promotion.Promotion;
import io.plumbline.registry.trainingplan.TrainingPlanStore.LostRunException;
import io.plumbline.registry.trainingplan.TrainingPlanStore.Work;
import io.plumbline.registry.trainingplan.TrainingRun.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Works on runs, as the worker role, one step after the other: it starts the job, opens the gates and requests the
/// approval, each with the present rights of the plan's author. It never moves a version. All progress is in the
/// database, so any replica continues a run.
@Component
class RunWorker {

    private static final int MAX_ERRORS = 3;

    private final TrainingPlanRules rules;
    private final PlanAuthority authority;
    private final FineTuningJobs jobs;
    private final EvalClient eval;
    private final Promotion promotion;
    private final AssetCatalog assets;
    private final RunJournal journal;

    RunWorker(
            TrainingPlanRules rules,
            PlanAuthority authority,
            FineTuningJobs jobs,
            EvalClient eval,
            Promotion promotion,
            AssetCatalog assets,
            RunJournal journal) {
        this.rules = rules;
        this.authority = authority;
        this.jobs = jobs;
        this.eval = eval;
        this.promotion = promotion;
        this.assets = assets;
        this.journal = journal;
    }

    /// Works on a run until it waits or has ended.
    void work(Work reserved) {
        Work work = reserved;
        try {
            Optional<Work> next = Optional.of(work);
            while (next.isPresent()) {
                work = next.get();
                next = step(work);
            }
        } catch (LostRunException e) {
            // Another replica works on it, or a person has stopped it.
        } catch (ProblemException e) {
            refused(work, e);
        } catch (HttpClientErrorException e) {
            journal.stop(
                    work,
                    "eval-service refused the gate with status "
                            + e.getStatusCode().value() + ".");
        } catch (RestClientException e) {
            journal.failed(work, "Another service does not answer.");
        }
    }

    /// Repeats a step that may succeed later: a service is not available, the team has too many open jobs, or the
    /// registry does not know the result of the gate yet.
    private void refused(Work work, ProblemException e) {
        boolean mayPass = e.type().status().is5xxServerError()
                || e.type() == RequestProblem.CONFLICT
                || e.type().slug().equals("gate-required");
        String errors = e.errors().stream()
                .limit(MAX_ERRORS)
                .map(error -> " " + error.pointer() + " " + error.message() + ".")
                .collect(Collectors.joining());
        String reason = e.getMessage() + errors;
        if (mayPass) {
            journal.failed(work, reason);
        } else {
            journal.stop(work, reason);
        }
    }

    /// @return the run if it can continue at once
    private Optional<Work> step(Work work) {
        return switch (work.run().step()) {
            case TRAINING -> work.run().products().job() == null ? train(work) : awaitJob(work);
            case GATING -> gate(work);
            case REQUESTING -> request(work);
        };
    }

    private Caller author(Work work) {
        Caller author = authority.present(work.plan().terms().author());
        authority.require(author, work.run().team(), work.plan().terms().plan());
        return author;
    }

    /// Starts the job. The transaction that creates it stores its id in the run.
    private Optional<Work> train(Work work) {
        String secret;
        try {
            secret = rules.secret(work.plan().name(), work.plan().terms());
        } catch (IllegalStateException e) {
            journal.stop(work, "The credential cannot be decrypted.");
            return Optional.empty();
        }
        Callers.callAs(
                author(work),
                Permission.MODEL_WRITE,
                () -> jobs.create(
                        work.plan().terms().plan().request(work.run().datasetVersion(), secret),
                        job -> journal.trains(work, job.id())));
        return Optional.empty();
    }

    private Optional<Work> awaitJob(Work work) {
        FineTuningJob.Progress progress =
                jobs.get(Objects.requireNonNull(work.run().products().job())).progress();
        if (!progress.state().isEnd()) {
            journal.waits(work);
            return Optional.empty();
        }
        Integer version = progress.version();
        if (version == null) {
            journal.stop(work, "The job ended " + progress.state() + ": " + progress.reason());
            return Optional.empty();
        }
        return Optional.of(journal.trained(work, version));
    }

    private Optional<Work> gate(Work work) {
        Map<String, UUID> gates = work.run().products().gates();
        List<String> suites = suites(work);
        if (suites.isEmpty()) {
            journal.stop(work, "The plan names no suite, and the model requires none.");
            return Optional.empty();
        }
        for (String suite : suites) {
            UUID id = gates.get(suite);
            if (id == null) {
                return Optional.of(journal.gates(work, suite, open(work, suite).id()));
            }
            GateSummary gate = eval.gate(id);
            if (!gate.hasEnded()) {
                journal.waits(work);
                return Optional.empty();
            }
            if (!gate.hasPassed()) {
                String outcome = gate.verdict() == null ? gate.status() : gate.verdict();
                journal.stop(work, "The gate of the suite " + suite + " ended " + outcome + ".");
                return Optional.empty();
            }
        }
        if (work.plan().terms().plan().requestPromotion()) {
            return Optional.of(journal.requests(work));
        }
        journal.end(work, State.PASSED, null, "The gates passed. The plan requests no approval.");
        return Optional.empty();
    }

    private List<String> suites(Work work) {
        TrainingPlanDocument plan = work.plan().terms().plan();
        return plan.suites().isEmpty()
                ? assets.get(AssetType.MODEL, plan.model()).requiredSuites()
                : plan.suites();
    }

    private GateSummary open(Work work, String suite) {
        author(work);
        String key = "training-run/" + work.run().id() + "/" + suite + "/" + work.repeats();
        return eval.openGate(
                key,
                new GateOrder(
                        suite,
                        new GateOrder.ModelCandidate(work.plan().terms().plan().model(), result(work))));
    }

    private static int result(Work work) {
        return Objects.requireNonNull(work.run().products().version());
    }

    private Optional<Work> request(Work work) {
        Promotion.Target target =
                new Promotion.Target(AssetType.MODEL, work.plan().terms().plan().model(), result(work));
        String reason = "Training plan " + work.plan().name() + ", trained on "
                + work.run().dataset() + ".";
        Optional<UUID> approval =
                Callers.callAs(author(work), Permission.MODEL_PROMOTE, () -> promotion.requestApproval(target, reason));
        if (approval.isPresent()) {
            journal.end(work, State.REQUESTED, approval.get(), "The approval for production is requested.");
        } else {
            journal.end(work, State.PASSED, null, "The version needs no approval. Move it to production.");
        }
        return Optional.empty();
    }
}
