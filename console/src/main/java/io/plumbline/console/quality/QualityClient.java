package io.plumbline.console.quality;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The windows of calls. Evaluation calls are excluded.
@ServiceApi(RemoteService.MONITORING)
interface QualityClient {

    /// @param segment filters by `language` and `tag`, and `tagName`; empty for all calls
    @GetExchange("/api/v1/windows")
    Page<Window> list(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam List<String> by,
            @RequestParam Map<String, String> segment,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam int minutes,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// Returns the windows of one side of a comparison over time.
    ///
    /// @param filters of the version, and the time
    @GetExchange("/api/v1/windows")
    Page<Window> series(@RequestParam MultiValueMap<String, String> filters);

    /// Compares two variants or versions on a route.
    @GetExchange("/api/v1/comparisons")
    Comparison compare(@RequestParam MultiValueMap<String, String> sides);

    /// Two sides of a route.
    record Comparison(Side reference, Side other, List<Compared> rates, List<Compared> latencies) {}

    /// The calls of a side.
    record Side(
            long calls,
            double costUsd,
            long unpricedCalls,
            @Nullable Double costPerCallUsd,
            @Nullable Double tokensPerCall,
            long scores,
            @Nullable Double meanScore) {}

    /// @param difference other − reference; null if one is missing
    record Compared(
            String name,
            @Nullable Estimate reference,
            @Nullable Estimate other,
            @Nullable Difference difference) {}

    /// A value and its 95 % interval; an end is null if the calls give no bound.
    record Estimate(
            double value, @Nullable Double low, @Nullable Double high, long of) {}

    /// @param differs whether the interval excludes zero
    record Difference(
            double value, @Nullable Double low, @Nullable Double high, boolean differs) {}

    /// Calls over a time span. Percentiles come from merged sketches.
    ///
    /// @param scorers scores of online evaluations, by scorer; null from an older service
    record Window(
            String team,
            @JsonUnwrapped Group group,
            Instant from,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            Outcomes outcomes,
            Usage usage,
            Feedback feedback,
            @Nullable Map<String, ScorerScores> scorers) {

        /// Returns the mean of each scorer of online evaluations, such as "helpful 0.91 of 12"; empty without scores.
        public List<String> judged() {
            return scorers == null
                    ? List.of()
                    : new TreeMap<>(scorers)
                            .entrySet().stream()
                                    .map(each -> String.format(
                                            Locale.ROOT,
                                            "%s %.2f of %d",
                                            each.getKey(),
                                            each.getValue().mean(),
                                            each.getValue().count()))
                                    .toList();
        }

        /// Returns the failed share of the calls that were neither blocked nor refused; null without such calls.
        public @Nullable Double errorRate() {
            long tried = outcomes.calls() - outcomes.blocked() - outcomes.refused();
            return share(outcomes.providerErrors() + outcomes.gatewayErrors(), tried);
        }

        /// Returns the share of the calls that a guard stopped; null without calls.
        public @Nullable Double blockRate() {
            return share(outcomes.blocked(), outcomes.calls());
        }

        /// Returns the share of scores below 0.5; null without scores.
        public @Nullable Double negativeRate() {
            return share(feedback.negative(), feedback.count());
        }

        /// Returns the mean cost of calls with a known price; null without such calls.
        public @Nullable Double costPerCall() {
            long priced = outcomes.calls() - outcomes.blocked() - outcomes.refused() - usage.unpriced();
            return priced <= 0 ? null : Double.valueOf(usage.costUsd().doubleValue() / priced);
        }

        private static @Nullable Double share(long part, long all) {
            return all <= 0 ? null : Double.valueOf((double) part / all);
        }
    }

    /// What the calls of a window have in common; null for what they are not grouped by.
    ///
    /// @param language of the input: two letters or `other`; null if it is unknown
    /// @param tag as `name=value`; null without one
    record Group(
            @Nullable String route,
            @Nullable String variant,
            @Nullable String model,
            @Nullable String prompt,
            @Nullable String inputLength,
            @Nullable String language,
            @Nullable String tag) {}

    /// @param blocked calls stopped by a guard
    /// @param refused calls refused because of the caller
    record Outcomes(long calls, long blocked, long refused, long providerErrors, long gatewayErrors) {}

    record Usage(BigDecimal costUsd, long unpriced) {}

    /// @param negative scores below 0.5
    record Feedback(long count, long negative, @Nullable Double mean) {}

    /// @param mean of the scores, 0..1
    record ScorerScores(long count, double mean) {}
}
