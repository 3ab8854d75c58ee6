package io.plumbline.eval.ranking;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.statistics.ranking.BestOfMany;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The candidates of gates on the same records, best first, compared on the records that all of them answered.
///
/// @param records number of these records
/// @param differences between all pairs, the first candidate being better
record GateRanking(String metric, int records, List<RankedCandidate> places, List<Difference> differences) {

    private static final double PERCENTILE = 0.95;

    /// @param mean of the metric over the compared records
    /// @param mayBeBest whether no other candidate is certainly better, with correction for all pairs
    /// @param meanCostUsd mean cost of an answer; null if unknown
    /// @param p95LatencyMs 95th percentile of the latency; null if unknown
    /// @param onFrontier whether no other candidate is at least as good, as cheap and as fast, and better in
    ///     one of them
    record RankedCandidate(
            UUID gate,
            String candidate,
            double mean,
            boolean mayBeBest,
            @Nullable Double meanCostUsd,
            @Nullable Double p95LatencyMs,
            boolean onFrontier) {

        private boolean dominates(RankedCandidate other) {
            boolean asGood = mean >= other.mean
                    && atMost(meanCostUsd, other.meanCostUsd)
                    && atMost(p95LatencyMs, other.p95LatencyMs);
            boolean better = mean > other.mean
                    || !atMost(other.meanCostUsd, meanCostUsd)
                    || !atMost(other.p95LatencyMs, p95LatencyMs);
            return asGood && better;
        }

        /// An unknown figure is neither better nor worse.
        private static boolean atMost(@Nullable Double one, @Nullable Double other) {
            return one == null || other == null || one <= other;
        }

        private RankedCandidate at(boolean frontier) {
            return new RankedCandidate(gate, candidate, mean, mayBeBest, meanCostUsd, p95LatencyMs, frontier);
        }
    }

    /// @param better gate of the better candidate
    /// @param ciLow lower end of the interval, which holds for all pairs together at 95 %
    /// @param pValue adjusted for all pairs
    record Difference(UUID better, UUID worse, double value, double ciLow, double ciHigh, double pValue) {}

    /// A gate with its results.
    record Entry(GateDetails details, List<ItemResult> results) {

        Gate gate() {
            return details.gate();
        }
    }

    /// @throws ProblemException 400 if the gates cannot be compared
    static GateRanking of(List<Entry> entries, String metric, long seed) {
        check(entries);
        List<Map<String, Double>> scores =
                entries.stream().map(entry -> scores(entry.results(), metric)).toList();
        List<String> records = new ArrayList<>(scores.getFirst().keySet());
        scores.forEach(each -> records.retainAll(each.keySet()));
        if (records.isEmpty()) {
            throw invalid("/metric", "has no score on a record that all candidates answered");
        }
        BestOfMany.Comparison comparison =
                units(records, clusters(entries.getFirst()), scores).compare(seed);
        List<RankedCandidate> places = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            places.add(place(entries.get(i), comparison, i));
        }
        List<RankedCandidate> ranked = places.stream()
                .map(place -> place.at(places.stream().noneMatch(other -> other.dominates(place))))
                .sorted(Comparator.comparingDouble(RankedCandidate::mean).reversed())
                .toList();
        return new GateRanking(metric, records.size(), ranked, differences(entries, comparison));
    }

    private static void check(List<Entry> entries) {
        Gate first = entries.getFirst().gate();
        for (int i = 0; i < entries.size(); i++) {
            Gate gate = entries.get(i).gate();
            if (gate.status() != GateStatus.DONE) {
                throw invalid("/gates/" + i, "has not finished");
            }
            if (!gate.team().equals(first.team())
                    || !gate.document().dataset().equals(first.document().dataset())) {
                throw invalid("/gates/" + i, "is on another dataset version than the first one");
            }
        }
    }

    private static Map<String, Double> scores(List<ItemResult> results, String metric) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (ItemResult result : results) {
            Double score = result.scores().get(metric);
            if (score != null) {
                scores.put(result.id(), score);
            }
        }
        return scores;
    }

    private static Map<String, String> clusters(Entry entry) {
        Map<String, String> clusters = new HashMap<>();
        for (GateItem item : entry.details().items()) {
            clusters.put(item.recordId(), item.cluster());
        }
        return clusters;
    }

    private static BestOfMany units(
            List<String> records, Map<String, String> clusters, List<Map<String, Double>> scores) {
        Map<String, Integer> groups = new HashMap<>();
        List<double[]> sums = new ArrayList<>();
        List<int[]> sizes = new ArrayList<>();
        for (String record : records) {
            String cluster = clusters.getOrDefault(record, record);
            int group = groups.computeIfAbsent(cluster, _ -> {
                sums.add(new double[scores.size()]);
                sizes.add(new int[1]);
                return sums.size() - 1;
            });
            sizes.get(group)[0]++;
            for (int system = 0; system < scores.size(); system++) {
                sums.get(group)[system] +=
                        Objects.requireNonNull(scores.get(system).get(record));
            }
        }
        return new BestOfMany(
                sums.toArray(double[][]::new),
                sizes.stream().mapToInt(size -> size[0]).toArray());
    }

    private static RankedCandidate place(Entry entry, BestOfMany.Comparison comparison, int i) {
        List<GateAnswer> answers = entry.details().answers().stream()
                .filter(answer -> answer.side() == Side.CANDIDATE && answer.answer() != null)
                .toList();
        double[] latencies = answers.stream()
                .filter(answer -> !answer.cached() && answer.latencyMs() > 0)
                .mapToDouble(GateAnswer::latencyMs)
                .sorted()
                .toArray();
        List<BigDecimal> costs = answers.stream()
                .map(GateAnswer::costUsd)
                .filter(Objects::nonNull)
                .toList();
        return new RankedCandidate(
                entry.gate().id(),
                entry.gate().candidate().label(),
                comparison.means()[i],
                comparison.mayBeBest(i),
                costs.isEmpty()
                        ? null
                        : costs.stream()
                                .mapToDouble(BigDecimal::doubleValue)
                                .average()
                                .orElse(0),
                latencies.length == 0
                        ? null
                        : latencies[Math.max(0, (int) Math.ceil(PERCENTILE * latencies.length) - 1)],
                false);
    }

    private static List<Difference> differences(List<Entry> entries, BestOfMany.Comparison comparison) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = 0; j < entries.size(); j++) {
                double value = comparison.means()[i] - comparison.means()[j];
                if (value > 0 || (value == 0 && i < j)) {
                    differences.add(new Difference(
                            entries.get(i).gate().id(),
                            entries.get(j).gate().id(),
                            value,
                            comparison.low()[i][j],
                            comparison.high()[i][j],
                            comparison.pValue()[i][j]));
                }
            }
        }
        differences.sort(Comparator.comparingDouble(Difference::value).reversed());
        return List.copyOf(differences);
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The gates cannot be compared.")
                .at(pointer, message);
    }
}
