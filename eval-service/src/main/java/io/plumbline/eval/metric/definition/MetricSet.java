package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Several metrics as one: for each pair the weighted mean of their scores, each on a scale of 0 to 1; with a
/// threshold, 1 from there on and 0 below. The score of a corpus is the mean over its pairs, whatever the parts.
///
/// @param threshold 0 to 1
record MetricSet(String name, List<Part> parts, @Nullable Double threshold) implements Metric {

    /// Tolerance with which a mean at the threshold reaches it despite rounding.
    private static final double ROUNDING = 1e-9;

    /// @param weight above 0
    record Part(Metric metric, double weight) {}

    MetricSet {
        parts = List.copyOf(parts);
    }

    @Override
    public double maximum() {
        return 1;
    }

    @Override
    public int mostPairs() {
        return parts.stream().mapToInt(part -> part.metric().mostPairs()).min().orElseThrow();
    }

    @Override
    public boolean needsReferences() {
        return parts.stream().anyMatch(part -> part.metric().needsReferences());
    }

    @Override
    public boolean needsEvidence() {
        return parts.stream().anyMatch(part -> part.metric().needsEvidence());
    }

    @Override
    public boolean canScore(TextPair pair) {
        return parts.stream().allMatch(part -> part.metric().canScore(pair));
    }

    @Override
    public boolean isMean() {
        return true;
    }

    @Override
    public boolean dependsOnCorpus() {
        return parts.stream().anyMatch(part -> part.metric().dependsOnCorpus());
    }

    @Override
    public Metric within(List<String> references) {
        return new MetricSet(
                name,
                parts.stream()
                        .map(part -> new Part(part.metric().within(references), part.weight()))
                        .toList(),
                threshold);
    }

    @Override
    public boolean sendsOut() {
        return parts.stream().anyMatch(part -> part.metric().sendsOut());
    }

    @Override
    public boolean callsService() {
        return parts.stream().anyMatch(part -> part.metric().callsService());
    }

    @Override
    public double costUsdPerPair() {
        return parts.stream()
                .mapToDouble(part -> part.metric().costUsdPerPair())
                .sum();
    }

    @Override
    public double[] statistics(TextPair pair) {
        return statistics(List.of(pair))[0];
    }

    @Override
    public double[][] statistics(List<TextPair> pairs) {
        double[] sums = new double[pairs.size()];
        double weights = 0;
        for (Part part : parts) {
            Metric metric = part.metric();
            double[][] rows = metric.statistics(pairs);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += part.weight() * metric.pairScore(rows[i]) / metric.maximum();
            }
            weights += part.weight();
        }
        double[][] statistics = new double[sums.length][];
        for (int i = 0; i < sums.length; i++) {
            statistics[i] = new double[] {reached(Math.min(1, sums[i] / weights)), 1};
        }
        return statistics;
    }

    private double reached(double mean) {
        if (threshold == null) {
            return mean;
        }
        return mean >= threshold - ROUNDING ? 1 : 0;
    }

    @Override
    public double pairScore(double[] statistics) {
        return corpusScore(statistics);
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return summedStatistics[1] == 0 ? 0 : summedStatistics[0] / summedStatistics[1];
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return parts.stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s*(%s|%s)",
                        part.weight(),
                        part.metric().name(),
                        part.metric().pairSignature(references)))
                .collect(Collectors.joining("+", "set:", threshold == null ? "" : "|threshold:" + threshold));
    }
}
