package io.plumbline.eval.optimiser;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.Optimisation.Phase;
import io.plumbline.eval.optimiser.job.Optimisation.Spent;
import io.plumbline.eval.optimiser.job.Optimisation.Split;
import io.plumbline.eval.optimiser.job.Optimisation.Status;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.OptimisationPlan.Budget;
import io.plumbline.eval.optimiser.job.OptimisationPlan.Strategy;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.job.PromptCandidate.HeldOut;
import io.plumbline.eval.optimiser.job.PromptCandidate.Score;
import io.plumbline.eval.optimiser.search.PromptDraft.Origin;
import io.plumbline.eval.optimiser.search.TemplateMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A prompt optimisation in the API.
///
/// @param split number of records of each part; null before they are read
/// @param candidates by number, the original first; empty in lists
@JsonInclude(JsonInclude.Include.ALWAYS)
record OptimisationResponse(
        UUID id,
        String team,
        Requested request,
        Status status,
        Phase phase,
        @Nullable Split split,
        Spent spent,
        boolean budgetSpent,
        @Nullable String error,
        List<TriedPrompt> candidates,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /// What was requested, with the defaults.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Requested(
            Candidate candidate,
            String suite,
            String metric,
            Strategy strategy,
            @Nullable String proposer,
            int candidates,
            int saved,
            long seed,
            Budget budget) {

        static Requested of(OptimisationPlan plan) {
            return new Requested(
                    plan.candidate(),
                    plan.suite(),
                    plan.metric().label(),
                    plan.strategy(),
                    plan.proposer(),
                    plan.candidates(),
                    plan.saved(),
                    plan.seed(),
                    plan.budget());
        }
    }

    /// A prompt that was tried.
    ///
    /// @param parent number of the candidate that it was made from
    /// @param change what distinguishes it from its parent
    /// @param train score on the records to train on, as far as it got
    /// @param heldOut score on the held-out records; null unless it was a finalist
    /// @param version version in the registry; null unless it was stored
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TriedPrompt(
            int number,
            int generation,
            @Nullable Integer parent,
            Origin origin,
            String change,
            @Nullable String technique,
            List<TemplateMessage> messages,
            @Nullable Score train,
            @Nullable HeldOut heldOut,
            @Nullable Integer version) {

        static TriedPrompt of(PromptCandidate candidate) {
            return new TriedPrompt(
                    candidate.number(),
                    candidate.generation(),
                    candidate.parent(),
                    candidate.draft().origin(),
                    candidate.draft().change(),
                    candidate.draft().technique(),
                    candidate.draft().messages(),
                    candidate.train(),
                    candidate.heldOut(),
                    candidate.savedVersion());
        }
    }

    static OptimisationResponse of(Optimisation job, List<PromptCandidate> candidates) {
        return new OptimisationResponse(
                job.id(),
                job.team(),
                Requested.of(job.plan()),
                job.status(),
                job.phase(),
                job.split(),
                job.spent(),
                job.budgetSpent(),
                job.error(),
                candidates.stream().map(TriedPrompt::of).toList(),
                job.createdAt(),
                job.finishedAt());
    }
}
