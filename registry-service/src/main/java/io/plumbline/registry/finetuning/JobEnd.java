package io.plumbline.registry.finetuning;

import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.finetuning.FineTuningJob.State;
import io.plumbline.registry.finetuning.JobTerms.Budget;
import io.plumbline.registry.finetuning.executor.TrainingResult;
import io.plumbline.registry.model.ModelCatalog;
import io.plumbline.registry.model.ModelDocument;
import io.plumbline.registry.model.ModelDocument.Adapter;
import io.plumbline.registry.model.ModelDocument.Kind;
import io.plumbline.registry.webhook.WebhookEvent;
import io.plumbline.registry.webhook.WebhookOutbox;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends jobs, as the worker role. The result of a successful one is registered in the transaction that ends it, so that
/// it is registered exactly once.
@Component
class JobEnd {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9 _-]{1,80}");

    private static final int ID_LENGTH = 8;
    private static final int MAX_REASON = 1_000;

    private final JobStore jobs;
    private final ProgressStore progress;
    private final ModelCatalog models;
    private final AuditTrail trail;
    private final WebhookOutbox webhooks;
    private final TransactionTemplate transactions;

    JobEnd(
            JobStore jobs,
            ProgressStore progress,
            ModelCatalog models,
            AuditTrail trail,
            WebhookOutbox webhooks,
            PlatformTransactionManager transactionManager) {
        this.jobs = jobs;
        this.progress = progress;
        this.models = models;
        this.trail = trail;
        this.webhooks = webhooks;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// Registers the result of a job, unless it is to stop.
    void succeeded(FineTuningJob job, TrainingResult result) {
        try {
            transactions.executeWithoutResult(_ -> jobs.lock(job.id()).ifPresent(current -> register(current, result)));
        } catch (ProblemException e) {
            failed(job, "the result cannot be registered: " + e.getMessage());
        }
    }

    private void register(FineTuningJob job, TrainingResult result) {
        String stopping = job.progress().stopping();
        if (stopping != null) {
            end(job, State.CANCELLED, stopping, null);
            return;
        }
        Long tokens = result.tokens() == null ? job.progress().tokens() : result.tokens();
        Budget budget = job.terms().budget();
        BigDecimal cost = budget == null || tokens == null ? null : budget.cost(tokens);
        jobs.watched(job.id(), job.progress().findings(), tokens, cost);
        int version = models.register(job.model(), document(job, result, tokens, cost), job.createdBy())
                .number();
        end(job, State.SUCCEEDED, null, version);
    }

    private static ModelDocument document(
            FineTuningJob job, TrainingResult result, @Nullable Long tokens, @Nullable BigDecimal cost) {
        JobTerms terms = job.terms();
        Map<String, Object> settings =
                new LinkedHashMap<>(terms.hyperParameters().named());
        settings.put("seed", terms.seed());
        if (tokens != null) {
            settings.put("trainedTokens", tokens);
        }
        if (cost != null) {
            settings.put("costUsd", cost.doubleValue());
        }
        return new ModelDocument(
                terms.hyperParameters().makesAdapter() ? Kind.ADAPTER : Kind.FINE_TUNED,
                Objects.requireNonNull(terms.target().provider()),
                upstreamModel(job, result),
                job.base(),
                new Adapter(Adapter.Method.valueOf(terms.method().name()), settings),
                List.of(job.trainingData()),
                null,
                null,
                result.files(),
                new ModelDocument.Run(job.id().toString(), "/fine-tuning-jobs/" + job.id()));
    }

    private static String upstreamModel(FineTuningJob job, TrainingResult result) {
        if (result.upstreamModel() != null) {
            return result.upstreamModel();
        }
        String named = job.terms().target().upstreamModel();
        String id = job.id().toString();
        return named == null ? job.model() + "-" + id.substring(id.length() - ID_LENGTH) : named;
    }

    void failed(FineTuningJob job, String reason) {
        String bounded = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
        transactions.executeWithoutResult(
                _ -> jobs.lock(job.id()).ifPresent(current -> end(current, State.FAILED, bounded, null)));
    }

    void cancelled(FineTuningJob job) {
        transactions.executeWithoutResult(_ -> jobs.lock(job.id())
                .ifPresent(current ->
                        end(current, State.CANCELLED, current.progress().stopping(), null)));
    }

    private void end(FineTuningJob job, State state, @Nullable String reason, @Nullable Integer version) {
        jobs.end(job.id(), state, reason, version);
        progress.event(
                job,
                switch (state) {
                    case SUCCEEDED -> "The result is registered as version " + version + " of " + job.model() + ".";
                    case FAILED -> "The job failed: " + reason;
                    default -> "The job is cancelled: " + reason;
                });
        trail.append(FineTuningJobs.entry(FineTuningAction.ENDED, job)
                .with("state", state.name())
                .withIfPresent("reason", code(reason))
                .withIfPresent("version", version));
        Map<String, @Nullable Object> facts = TrainingProgress.facts(job);
        facts.put("state", state.name());
        facts.put("reason", code(reason));
        facts.put("version", version);
        webhooks.add(job.team(), WebhookEvent.FINE_TUNING_ENDED, facts);
    }

    /// Returns what is before the text of another system, such as an error output, which stays with the job: neither
    /// the audit log nor webhooks may contain it.
    private static @Nullable String code(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        int end = reason.indexOf(": ");
        String head = end < 0 ? reason : reason.substring(0, end);
        return CODE.matcher(head).matches() ? head : "failed";
    }
}
