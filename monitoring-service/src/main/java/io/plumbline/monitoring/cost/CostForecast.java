package io.plumbline.monitoring.cost;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The cost of a calendar month in UTC at its end. The remaining days are drawn from past days of the same weekday,
/// or from all past days with less than two weeks of them; the quantiles of 2,000 such months are the forecast.
///
/// @param spentUsd cost so far
/// @param p10 in 10 % of the months the cost is lower; likewise the others
/// @param days number of past days
record CostForecast(double spentUsd, double p10, double p50, double p90, int days) {

    static final int PAST_DAYS = 56;
    private static final int LEAST_DAYS = 3;
    private static final int BY_WEEKDAY_FROM = 14;
    private static final int MONTHS = 2_000;
    private static final long SEED = 20_261_201;

    /// @param costs of days with calls; other days cost nothing
    /// @param today not a past day
    /// @return empty with less than three days since the first cost
    static Optional<CostForecast> of(Map<Instant, Double> costs, LocalDate today) {
        Map<LocalDate, Double> byDate = new TreeMap<>();
        costs.forEach((day, usd) -> byDate.merge(LocalDate.ofInstant(day, ZoneOffset.UTC), usd, Double::sum));
        LocalDate first = byDate.keySet().stream().min(LocalDate::compareTo).orElse(today);
        LocalDate from = first.isBefore(today.minusDays(PAST_DAYS)) ? today.minusDays(PAST_DAYS) : first;
        List<Double> past = new ArrayList<>();
        Map<DayOfWeek, List<Double>> byWeekday = new EnumMap<>(DayOfWeek.class);
        for (LocalDate day = from; day.isBefore(today); day = day.plusDays(1)) {
            double usd = byDate.getOrDefault(day, 0.0);
            past.add(usd);
            byWeekday
                    .computeIfAbsent(day.getDayOfWeek(), _ -> new ArrayList<>())
                    .add(usd);
        }
        if (past.size() < LEAST_DAYS) {
            return Optional.empty();
        }
        LocalDate firstOfMonth = today.withDayOfMonth(1);
        double spent = byDate.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(firstOfMonth))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        double ofToday = byDate.getOrDefault(today, 0.0);
        double[] months = new double[MONTHS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int month = 0; month < MONTHS; month++) {
            double usd = spent - ofToday;
            for (LocalDate day = today; day.getMonth() == today.getMonth(); day = day.plusDays(1)) {
                List<Double> drawable =
                        past.size() < BY_WEEKDAY_FROM ? past : byWeekday.getOrDefault(day.getDayOfWeek(), past);
                double drawn = drawable.get(random.nextInt(drawable.size()));
                usd += day.equals(today) ? Math.max(ofToday, drawn) : drawn;
            }
            months[month] = usd;
        }
        Arrays.sort(months);
        return Optional.of(
                new CostForecast(spent, months[MONTHS / 10], months[MONTHS / 2], months[MONTHS * 9 / 10], past.size()));
    }
}
