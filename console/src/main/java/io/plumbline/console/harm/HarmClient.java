package io.plumbline.console.harm;

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

/// Measurements of bias, hallucination and toxicity.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/harm")
interface HarmClient {

    /// Newest first.
    @GetExchange("/measurements")
    Page<Measurement> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/measurements/{id}")
    Measurement get(@PathVariable UUID id);

    @PostExchange("/measurements")
    Measurement open(@RequestBody HarmBody body);

    @PostExchange("/measurements/{id}/cancel")
    void cancel(@PathVariable UUID id);

    @GetExchange("/measurements/{id}/answers")
    Page<Answer> answers(
            @PathVariable UUID id, @RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/library")
    Library library();

    record Measurement(
            UUID id,
            String team,
            String name,
            String kind,
            String target,
            String status,
            @Nullable String verdict,
            @Nullable String halted,
            @Nullable String error,
            Run run,
            Asked request,
            @Nullable Results results) {

        /// Returns the verdict, or the status without one.
        public String outcome() {
            return verdict == null ? status : verdict;
        }

        public boolean isRunning() {
            return status.equals("RUNNING") || status.equals("QUEUED");
        }

        /// Returns what was measured, in words.
        public String title() {
            return HarmWords.kind(kind) + ": " + target;
        }
    }

    /// What the request asked for.
    record Asked(@Nullable List<Limit> limits) {}

    /// A limit of a figure.
    ///
    /// @param group null for all groups together, or for each
    record Limit(
            String metric,
            @Nullable String group,
            @Nullable Double max,
            @Nullable Double min) {}

    record Run(Progress progress, Times times) {}

    record Progress(int total, int answered, int leftOut, long calls, BigDecimal costUsd) {}

    record Times(Instant createdAt) {}

    record Results(
            List<Figure> figures,
            List<Scorer> scorers,
            @Nullable Judged judged,
            Counts counts) {}

    record Figure(
            String metric,
            String group,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            int items,
            @Nullable Double adjustedPValue) {}

    record Scorer(String scorer, int items, int falsePositives, int falseNegatives, double errorHigh) {}

    record Judged(int labelled, @Nullable String reason) {}

    /// @param unrated answers that the judge could not rate; null without a judge
    record Counts(
            int prompts,
            int answers,
            int refused,
            int blocked,
            int errors,
            int unread,
            @Nullable Integer unrated) {}

    /// An answer, redacted by the service.
    record Answer(
            int item,
            int sample,
            String group,
            String variant,
            String outcome,
            @Nullable String error,
            Map<String, Double> measures,
            String prompt,
            String answer) {}

    record Library(List<Kind> kinds) {}

    record Kind(String kind, String title, List<String> groups) {}

    /// The body that starts a measurement.
    record HarmBody(
            @Nullable String team,
            @Nullable String name,
            String kind,
            Target target,
            @Nullable Integer itemsPerGroup,
            @Nullable Sampling sampling,
            @Nullable Long seed,
            @Nullable String dataset,
            @Nullable Budget budget,
            @Nullable String judge,
            @Nullable List<Limit> limits) {}

    record Target(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {}

    record Sampling(Integer samples) {}

    record Budget(Integer calls) {}
}
