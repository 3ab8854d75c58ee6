package io.plumbline.console.optimiser;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Prompt optimisations.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/prompt-optimisations")
interface OptimisationClient {

    @GetExchange
    Page<Optimisation> list(
            @RequestParam(required = false) @Nullable String prompt,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    Optimisation get(@PathVariable UUID id);

    @PostExchange
    Optimisation open(@RequestBody Map<String, Object> body);

    @PostExchange("/{id}/cancel")
    void cancel(@PathVariable UUID id);

    /// An optimisation.
    ///
    /// @param candidates by number; empty in lists
    record Optimisation(
            UUID id,
            String team,
            Requested request,
            String status,
            String phase,
            @Nullable Split split,
            Spent spent,
            boolean budgetSpent,
            @Nullable String error,
            List<Tried> candidates,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        /// Whether it still runs.
        public boolean isOpen() {
            return "QUEUED".equals(status) || "RUNNING".equals(status);
        }
    }

    record Requested(
            Candidate candidate,
            String suite,
            String metric,
            String strategy,
            @Nullable String proposer,
            int candidates,
            int saved,
            long seed,
            Budget budget) {}

    /// The prompt version, and the model version that answers.
    record Candidate(
            String prompt,
            int version,
            String model,
            @Nullable String route) {}

    record Budget(
            int maxCalls,
            @Nullable Long maxTokens,
            @Nullable BigDecimal maxCostUsd) {}

    record Split(int examples, int train, int heldOut, int unusable) {}

    record Spent(int calls, long tokens, BigDecimal costUsd, int proposals) {}

    /// A prompt that was tried.
    record Tried(
            int number,
            int generation,
            @Nullable Integer parent,
            String origin,
            String change,
            @Nullable String technique,
            List<Message> messages,
            @Nullable Score train,
            @Nullable HeldOut heldOut,
            @Nullable Integer version) {}

    record Message(String role, String content) {}

    record Score(double mean, int records) {}

    record HeldOut(
            double mean,
            int records,
            @Nullable Double difference,
            @Nullable Double ciLow,
            @Nullable Double ciHigh) {}
}
