package io.plumbline.registry.trainingplan;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.security.Callers;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.finetuning.FineTuningJobs;
import io.plumbline.registry.finetuning.executor.ExecutorKind;
import io.plumbline.registry.suite.SuiteTeams;
import io.plumbline.registry.trainingplan.TrainingPlanResponse.Inspection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for training plans as documents. A stored credential is sent only to the executor that it was stored for.
@Component
class TrainingPlanRules implements DocumentRules<TrainingPlanRules.Terms, TrainingPlanRequest, TrainingPlanResponse> {

    private static final String INVALID = "The request is invalid. errors lists each field.";

    private final AssetCatalog assets;
    private final FineTuningJobs jobs;
    private final SuiteTeams suites;
    private final PlanAuthority authority;
    private final TrainingPlanStore store;
    private final Sealer sealer;

    TrainingPlanRules(
            AssetCatalog assets,
            FineTuningJobs jobs,
            SuiteTeams suites,
            PlanAuthority authority,
            TrainingPlanStore store,
            KeyEncryptionKey key) {
        this.assets = assets;
        this.jobs = jobs;
        this.suites = suites;
        this.authority = authority;
        this.store = store;
        this.sealer = key.sealer("training-plan-secrets");
    }

    /// The stored part of a plan.
    ///
    /// @param secret encrypted; null for none
    /// @param author the caller whose rights the plan uses
    record Terms(TrainingPlanDocument plan, byte @Nullable [] secret, Author author) {}

    @Bean
    static NamedDocuments<Terms> trainingPlans(Documents documents) {
        return documents.of(new DocumentKind<>(
                "training plan",
                "training_plan",
                Terms.class,
                new DocumentKind.Events<>(
                        "training-plan",
                        TrainingPlanAction.CREATED,
                        TrainingPlanAction.CHANGED,
                        TrainingPlanAction.REMOVED,
                        plan -> Map.of("model", plan.document().plan().model())),
                plan -> plan.document().plan()));
    }

    /// A preview needs no credential.
    @Override
    public DocumentDraft<Terms> draft(String name, TrainingPlanRequest request) {
        return draft(name, request, false);
    }

    /// @throws ProblemException 400 also if the credential must be sent again
    @Override
    public DocumentDraft<Terms> decided(String name, TrainingPlanRequest request, @Nullable String ifMatch) {
        return draft(name, request, true);
    }

    private DocumentDraft<Terms> draft(String name, TrainingPlanRequest request, boolean isStored) {
        TrainingPlanDocument plan = request.document();
        ProblemException problem = RequestProblem.INVALID_REQUEST.because(INVALID);
        Asset model = assets.find(AssetType.MODEL, plan.model())
                .orElseThrow(() -> problem.at("/model", "is not one of your registered models"));
        authority.require(Callers.current(), model.team(), plan);
        check(request, model, problem);
        return new DocumentDraft<Terms>(
                        name,
                        model.team(),
                        present -> new Terms(plan, isStored ? secret(name, request, present) : null, Author.current()))
                .event(event -> event.with("secretGiven", request.secret() != null))
                .then(() -> store.restart(name));
    }

    private void check(TrainingPlanRequest request, Asset model, ProblemException problem) {
        TrainingPlanDocument plan = request.document();
        jobs.checkSettings(plan.request(1, null), problem);
        problem.under("/training");
        if (request.secret() != null && request.training().executor().kind() != ExecutorKind.OPENAI) {
            problem.at("/secret", "is for the executor OPENAI only");
        }
        if (request.team() != null && !request.team().equals(model.team())) {
            problem.at("/team", "must be the team of the model");
        }
        if (plan.suites().isEmpty() && model.requiredSuites().isEmpty()) {
            problem.at("/suites", "must not be empty, because the model requires no suite");
        }
        for (int i = 0; i < plan.suites().size(); i++) {
            if (suites.of(plan.suites().get(i)).filter(model.team()::equals).isEmpty()) {
                problem.at("/suites/" + i, "is not a suite of the model's team");
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private byte @Nullable [] secret(String name, TrainingPlanRequest request, @Nullable NamedDocument<Terms> present) {
        if (request.secret() != null) {
            return sealer.seal(request.secret().getBytes(StandardCharsets.UTF_8), name);
        }
        if (present == null || request.training().executor().kind() != ExecutorKind.OPENAI) {
            return null;
        }
        byte[] stored = present.document().secret();
        Object address = present.document().plan().training().executor().openAi();
        if (stored != null
                && !Objects.equals(address, request.training().executor().openAi())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A stored credential is not sent to another address. Send the credential again.")
                    .at("/secret", "is required with a new address");
        }
        return stored;
    }

    /// Returns the credential of a plan; null for none.
    ///
    /// @throws IllegalStateException if it was encrypted under another key
    @Nullable
    String secret(String name, Terms terms) {
        byte[] stored = terms.secret();
        return stored == null ? null : new String(sealer.open(stored, name), StandardCharsets.UTF_8);
    }

    @Override
    public List<TrainingPlanResponse> responses(List<NamedDocument<Terms>> plans) {
        List<String> names = plans.stream().map(NamedDocument::name).toList();
        Map<String, Inspection> checks = store.checks(names);
        Map<String, TrainingRun> newest = store.newest(names);
        return plans.stream()
                .map(plan -> new TrainingPlanResponse(
                        plan.name(),
                        plan.team(),
                        plan.document().plan(),
                        plan.document().secret() != null,
                        plan.document().author(),
                        checks.getOrDefault(plan.name(), Inspection.NONE),
                        newest.get(plan.name()),
                        plan.createdAt(),
                        plan.updatedAt()))
                .toList();
    }
}
