package io.plumbline.eval.optimiser.run;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.job.PromptCandidate.HeldOut;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.databind.json.JsonMapper;

/// Stores the finalists that score better than the original as versions of the prompt, with their scores as a
/// result that never counts for promotion. It moves no stage and no alias.
final class BestVersions {

    private static final String KIND = "OPTIMISATION";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RegistryClient registry;
    private final CandidateStore candidates;
    private final Clock clock;

    BestVersions(RegistryClient registry, CandidateStore candidates, Clock clock) {
        this.registry = registry;
        this.candidates = candidates;
        this.clock = clock;
    }

    /// Returns the number of stored versions.
    ///
    /// @throws UnrunnableSearchException if the registry refuses a version
    int save(SearchSession session) {
        int saved = 0;
        for (PromptCandidate candidate : candidates.of(session.job().id())) {
            HeldOut score = candidate.heldOut();
            Double difference = score == null ? null : score.difference();
            if (score != null && difference != null && difference > 0) {
                save(session, candidate, score);
                saved++;
            }
        }
        return saved;
    }

    private void save(SearchSession session, PromptCandidate candidate, HeldOut score) {
        UUID job = session.job().id();
        String prompt = session.prompt().name();
        try {
            Integer stored = candidate.savedVersion();
            int version = stored == null ? register(session, candidate) : stored;
            candidates.saved(job, candidate.number(), version);
            registry.pushPromptEvaluation(prompt, version, result(session.job(), score));
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
                throw e;
            }
            throw new UnrunnableSearchException("The registry refused a version of the prompt " + prompt + " with "
                    + e.getStatusCode().value() + ".");
        }
    }

    private int register(SearchSession session, PromptCandidate candidate) {
        PromptVersion original = session.prompt();
        return registry.registerPrompt(
                        original.name(),
                        session.job().id() + "-" + candidate.number(),
                        new RegistryClient.NewPromptVersion(
                                original.team(),
                                JSON.valueToTree(candidate.draft().messages()),
                                original.variables(),
                                candidate.draft().technique(),
                                original.parameters()))
                .version();
    }

    private EvaluationResult result(Optimisation job, HeldOut score) {
        OptimisationPlan plan = job.plan();
        double low = Objects.requireNonNullElse(score.ciLow(), 0.0);
        return new EvaluationResult(
                KIND,
                job.id(),
                plan.suite(),
                plan.revision(),
                plan.candidate().modelReference(),
                null,
                low > 0 ? "PASS" : "INCONCLUSIVE",
                null,
                clock.instant(),
                List.of(
                        new EvaluationResult.CheckResult(
                                plan.metric().label(),
                                score.mean(),
                                null,
                                null,
                                null,
                                "SKIPPED",
                                "mean over " + score.records() + " held-out records, on a scale of 0 to 1"),
                        new EvaluationResult.CheckResult(
                                "difference",
                                score.difference(),
                                score.ciLow(),
                                score.ciHigh(),
                                0.0,
                                low > 0 ? "PASS" : "INCONCLUSIVE",
                                "to " + plan.candidate().promptReference() + " on the same records")));
    }
}
