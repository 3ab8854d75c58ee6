package io.plumbline.monitoring.cost;

import java.util.List;

/// What an hour usually costs: median and scaled median absolute deviation of the logarithm, which single expensive
/// hours do not move.
///
/// @param center of the logarithm
/// @param deviation of the logarithm, at least 10 %
record CostBaseline(double center, double deviation) {

    private static final double SCALE = 1.4826;
    private static final double LEAST_DEVIATION = 0.1;
    /// An hour without cost has a logarithm too.
    private static final double OFFSET_USD = 0.01;
    private static final double LIMIT = 4;
    private static final double LEAST_RATIO = 2;

    /// @param hours costs of usual hours in USD, at least one
    static CostBaseline of(List<Double> hours) {
        List<Double> logs = hours.stream().map(CostBaseline::log).toList();
        double center = median(logs);
        double deviation =
                SCALE * median(logs.stream().map(log -> Math.abs(log - center)).toList());
        return new CostBaseline(center, Math.max(LEAST_DEVIATION, deviation));
    }

    private static double log(double usd) {
        return Math.log(usd + OFFSET_USD);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// Returns the median cost in USD.
    double usual() {
        return Math.max(0, Math.exp(center) - OFFSET_USD);
    }

    /// Whether an hour is far more expensive: more than four deviations, more than twice the usual cost, and at least
    /// an amount more.
    boolean isAnomalous(double usd, double leastExtraUsd) {
        return (log(usd) - center) / deviation > LIMIT && usd > LEAST_RATIO * usual() && usd - usual() >= leastExtraUsd;
    }
}
