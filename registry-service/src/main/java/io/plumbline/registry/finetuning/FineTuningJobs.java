package io.plumbline.registry.finetuning;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.finetuning.FineTuningJob.Progress;
import io.plumbline.registry.finetuning.FineTuningJob.State;
import io.plumbline.registry.finetuning.FineTuningJob.Times;
import io.plumbline.registry.finetuning.JobTerms.Budget;
import io.plumbline.registry.finetuning.executor.ExecutorKind;
import io.plumbline.registry.finetuning.executor.Executors;
import io.plumbline.registry.finetuning.executor.KubernetesManifest;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import io.plumbline.registry.model.ModelDocument;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Creates, shows and cancels jobs. The database limits them to the caller's teams. A job belongs to the team of its
/// target model.
@Service
public class FineTuningJobs {

    private static final int MAX_OPEN = 20;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final String INVALID = "The request is invalid. errors lists each field.";

    private final Registered registered;
    private final Tables tables;
    private final TrainingData data;
    private final Executors executors;
    private final JobQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    FineTuningJobs(
            Registered registered,
            Tables tables,
            TrainingData data,
            Executors executors,
            JobQueue queue,
            AuditTrail trail,
            PlatformTransactionManager transactionManager) {
        this.registered = registered;
        this.tables = tables;
        this.data = data;
        this.executors = executors;
        this.queue = queue;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// The tables of jobs.
    @Component
    record Tables(JobStore jobs, ProgressStore progress, JobTasks tasks, UuidV7 ids, Clock clock) {}

    /// Reads registered models.
    @Component
    record Registered(AssetCatalog assets, AssetVersions versions, JsonMapper json) {

        private Optional<Asset> model(String name) {
            return assets.find(AssetType.MODEL, name);
        }

        private Optional<ModelDocument> version(String reference) {
            VersionReference version = VersionReference.parse(reference);
            return model(version.name())
                    .filter(model -> versions.has(model, version.version()))
                    .map(model -> versions.get(model, version.version()))
                    .map(found -> json.readValue(found.document(), ModelDocument.class));
        }
    }

    /// Creates a job and queues it.
    ///
    /// @throws ProblemException 400 for a request that contradicts itself or existing resources, or records
    ///     that do not suit the method; 409 if the team has 20 open jobs
    public FineTuningJob create(FineTuningRequest request) {
        return create(request, _ -> {});
    }

    /// Creates a job and queues it after its transaction.
    ///
    /// @param then runs in the transaction that creates the job
    /// @throws ProblemException as [#create(FineTuningRequest)]
    public FineTuningJob create(FineTuningRequest request, Consumer<FineTuningJob> then) {
        FineTuningJob job = Objects.requireNonNull(transactions.execute(_ -> {
            FineTuningJob checked = checked(request);
            if (tables.jobs().open(checked.team()) >= MAX_OPEN) {
                throw RequestProblem.CONFLICT.because(
                        "A team has " + MAX_OPEN + " jobs in progress at most. Wait until one has ended.");
            }
            tables.jobs().insert(checked, tables.tasks().seal(checked.id(), request.secret()));
            tables.progress().event(checked, "The job is created.");
            trail.append(entry(FineTuningAction.CREATED, checked)
                    .with("base", checked.base())
                    .with("method", checked.terms().method().name())
                    .with("trainingData", checked.trainingData())
                    .with("executor", checked.terms().executor().kind().name()));
            then.accept(checked);
            return checked;
        }));
        queue.put(job.id());
        return job;
    }

    private FineTuningJob checked(FineTuningRequest request) {
        ProblemException problem = RequestProblem.INVALID_REQUEST.because(INVALID);
        checkSettings(request, problem);
        long characters = data.check(request.trainingData(), request.method(), "/trainingData", problem);
        if (request.validationData() != null) {
            data.check(request.validationData(), request.method(), "/validationData", problem);
        }
        if (request.budget() != null) {
            checkBudget(request.budget(), characters, request.parameters().epochs(), problem);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        Asset model = registered.model(request.target().model()).orElseThrow();
        ModelDocument document = registered.version(request.base()).orElseThrow();
        Instant now = tables.clock().instant();
        return new FineTuningJob(
                tables.ids().next(),
                model.team(),
                request.base(),
                request.trainingData(),
                request.validationData(),
                request.terms(document.provider(), document.upstreamModel()),
                new Progress(State.QUEUED, null, null, null, null, null, List.of()),
                new Times(now, null, now, null),
                Author.current());
    }

    /// Reports what contradicts itself or existing resources in a request, apart from its records.
    public void checkSettings(FineTuningRequest request, ProblemException problem) {
        if (registered.model(request.target().model()).isEmpty()) {
            problem.at("/target/model", "is not one of your registered models");
        }
        if (registered.version(request.base()).isEmpty()) {
            problem.at("/base", "is not a version of one of your registered models");
        }
        request.parameters().check(request.method(), problem);
        executors.check(request.executor(), request.method(), request.parameters(), request.secret() != null, problem);
    }

    /// Estimates the tokens as a quarter of the characters.
    private static void checkBudget(
            Budget budget, long characters, @Nullable Integer epochs, ProblemException problem) {
        long tokens = characters / CHARACTERS_PER_TOKEN * (epochs == null ? 1 : epochs);
        BigDecimal cost = budget.cost(tokens);
        if (cost.compareTo(budget.maxUsd()) > 0) {
            problem.at(
                    "/budget/maxUsd",
                    "is less than the estimated USD "
                            + cost.stripTrailingZeros().toPlainString() + " for " + tokens + " tokens");
        }
    }

    static AuditEntry entry(FineTuningAction action, FineTuningJob job) {
        return AuditEntry.of(action, job.team(), "fine-tuning-job", job.id().toString())
                .with("model", job.model());
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public FineTuningJob get(UUID id) {
        return tables.jobs()
                .find(id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "No fine-tuning job with this id exists that you can access."));
    }

    /// Newest first.
    ///
    /// @param model of the results; null for all
    @Transactional(readOnly = true)
    public Page<FineTuningJob> page(@Nullable String model, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        String[] teams =
                Tenancy.teams().map(names -> names.toArray(String[]::new)).orElse(null);
        List<FineTuningJob> rows = tables.jobs().page(teams, model, before, paging.size() + 1);
        return Page.of(rows, paging, job -> Cursor.of(job.id()));
    }

    /// Asks a job to stop.
    ///
    /// @throws ProblemException 404; 409 if it has ended
    @Transactional
    public FineTuningJob cancel(UUID id) {
        FineTuningJob job = get(id);
        if (job.progress().state().isEnd()) {
            throw RequestProblem.CONFLICT.because("The job has ended.");
        }
        if (tables.jobs().stop(id, "cancelled on request")) {
            tables.progress().event(job, "The cancellation is requested.");
            trail.append(entry(FineTuningAction.CANCELLED, job));
        }
        return get(id);
    }

    /// Returns figures by step.
    @Transactional(readOnly = true)
    public Page<MetricPoint> metrics(UUID id, Paging paging) {
        get(id);
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(-1);
        List<MetricPoint> rows = tables.progress().points(id, after, paging.size() + 1);
        return Page.of(rows, paging, point -> Cursor.of(point.step()));
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public Page<FineTuningEvent> events(UUID id, Paging paging) {
        get(id);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<FineTuningEvent> rows = tables.progress().events(id, before, paging.size() + 1);
        return Page.of(rows, paging, event -> Cursor.of(event.id()));
    }

    /// Returns the Kubernetes Job as YAML.
    ///
    /// @throws ProblemException 404; 409 for another executor
    @Transactional(readOnly = true)
    public String manifest(UUID id) {
        return KubernetesManifest.of(tables.tasks().described(reporting(id)));
    }

    /// Returns a job whose container may read its records: a key of a container outlives its jobs.
    ///
    /// @throws ProblemException 404; 409 for another executor, or if the job has ended or is to stop
    @Transactional(readOnly = true)
    public FineTuningJob reading(UUID id) {
        FineTuningJob job = reporting(id);
        if (job.progress().state().isEnd() || job.progress().stopping() != null) {
            throw RequestProblem.CONFLICT.because("The job has ended or is to stop, so its records are not sent.");
        }
        return job;
    }

    /// Returns a job that reports its progress itself.
    ///
    /// @throws ProblemException 404; 409 for another executor
    @Transactional(readOnly = true)
    public FineTuningJob reporting(UUID id) {
        FineTuningJob job = get(id);
        if (job.terms().executor().kind() != ExecutorKind.KUBERNETES) {
            throw RequestProblem.CONFLICT.because("This is for jobs of the executor KUBERNETES.");
        }
        return job;
    }
}
