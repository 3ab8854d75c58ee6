package io.plumbline.console.ranking;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Comparisons of gates.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/rankings")
interface RankingClient {

    @PostExchange("/gates")
    Ranking compare(@RequestBody GatesBody body);

    /// @param metric name of a metric of their suite
    record GatesBody(List<UUID> gates, String metric) {}

    /// The candidates, best first.
    ///
    /// @param records number of records that all candidates answered
    record Ranking(String metric, int records, List<Place> places, List<Difference> differences) {

        /// Returns the name of a gate's candidate.
        public String candidate(UUID gate) {
            return places.stream()
                    .filter(place -> place.gate().equals(gate))
                    .map(Place::candidate)
                    .findFirst()
                    .orElse("");
        }
    }

    /// A candidate with its figures.
    record Place(
            UUID gate,
            String candidate,
            double mean,
            boolean mayBeBest,
            @Nullable Double meanCostUsd,
            @Nullable Double p95LatencyMs,
            boolean onFrontier) {}

    /// A difference of two candidates.
    record Difference(UUID better, UUID worse, double value, double ciLow, double ciHigh, double pValue) {

        /// Whether the difference is certain, with correction for all pairs.
        public boolean certain() {
            return ciLow > 0;
        }
    }
}
