package io.plumbline.monitoring.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/// Expensive hours of a series: at least two of the last three. An hour is compared with the same hour of the week
/// in the last eight weeks; in a series of less than four weeks with all hours of the last seven days, at least a
/// day of them. Younger series have no anomaly.
///
/// @param usualUsd usual cost of the three hours
/// @param usd cost of the three hours
/// @param change why it differs from the mean of the compared hours
record CostAnomaly(double usualUsd, double usd, CostChange change) {

    static final Duration PAST = Duration.ofDays(56);
    static final int HOURS = 3;
    private static final int ANOMALOUS_HOURS = 2;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SEASONED = Duration.ofDays(28);
    private static final Duration LEAST_PAST = Duration.ofDays(1);

    /// @param hours of the series; those without calls are absent
    /// @param end of the last hour
    static Optional<CostAnomaly> of(NavigableMap<Instant, CostSum> hours, Instant end, double leastExtraUsd) {
        Instant from = end.minus(HOUR.multipliedBy(HOURS));
        Duration age = hours.isEmpty() ? Duration.ZERO : Duration.between(hours.firstKey(), from);
        if (age.compareTo(LEAST_PAST) < 0) {
            return Optional.empty();
        }
        int anomalous = 0;
        double usual = 0;
        List<CostSum> compared = new ArrayList<>();
        CostSum now = CostSum.NONE;
        for (Instant hour = from; hour.isBefore(end); hour = hour.plus(HOUR)) {
            List<CostSum> past = past(hours, hour, from, age);
            CostBaseline baseline =
                    CostBaseline.of(past.stream().map(CostSum::costUsd).toList());
            CostSum sum = hours.getOrDefault(hour, CostSum.NONE);
            anomalous += baseline.isAnomalous(sum.costUsd(), leastExtraUsd) ? 1 : 0;
            usual += baseline.usual();
            compared.addAll(past);
            now = now.plus(sum);
        }
        if (anomalous < ANOMALOUS_HOURS) {
            return Optional.empty();
        }
        return Optional.of(new CostAnomaly(usual, now.costUsd(), change(compared, now)));
    }

    private static List<CostSum> past(NavigableMap<Instant, CostSum> hours, Instant hour, Instant from, Duration age) {
        boolean seasoned = age.compareTo(SEASONED) >= 0;
        Duration step = seasoned ? WEEK : HOUR;
        Instant first = hours.firstKey();
        Instant last = seasoned ? hour.minus(WEEK) : from.minus(HOUR);
        Instant earliest = seasoned ? hour.minus(PAST) : from.minus(WEEK);
        List<CostSum> past = new ArrayList<>();
        for (Instant each = last; !each.isBefore(first) && !each.isBefore(earliest); each = each.minus(step)) {
            past.add(hours.getOrDefault(each, CostSum.NONE));
        }
        return past;
    }

    /// Compares the mean of the past with now.
    private static CostChange change(List<CostSum> past, CostSum now) {
        CostSum sum = past.stream().reduce(CostSum.NONE, CostSum::plus);
        double scale = (double) HOURS / past.size();
        Map<String, CostSum> before = new HashMap<>();
        before.put(
                "",
                new CostSum(
                        Math.round(sum.calls() * scale),
                        Math.round(sum.cacheHits() * scale),
                        Math.round(sum.inputTokens() * scale),
                        Math.round(sum.outputTokens() * scale),
                        sum.costUsd() * scale,
                        0,
                        0,
                        Math.round(sum.repeats() * scale)));
        return CostChange.between(before, Map.of("", now));
    }
}
