package io.plumbline.monitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CostAnomalyTest {

    private static final Instant END = Instant.parse("2026-11-30T12:00:00Z");

    private static CostSum hour(double usd, long calls) {
        return new CostSum(calls, 0, calls * 100, calls * 50, usd, 0, 0, 0);
    }

    /// Expensive each Monday from 9 to 12, cheap at other times.
    private static NavigableMap<Instant, CostSum> weeks(int hours) {
        Random random = new Random(3);
        NavigableMap<Instant, CostSum> costs = new TreeMap<>();
        for (int ago = hours; ago > 0; ago--) {
            Instant at = END.minus(ago, ChronoUnit.HOURS);
            boolean busy = ago % 168 <= 3 && ago % 168 >= 1;
            costs.put(at, hour((busy ? 100 : 5) * Math.exp(0.2 * random.nextGaussian()), busy ? 1_000 : 50));
        }
        return costs;
    }

    private static void spend(NavigableMap<Instant, CostSum> costs, int hoursAgo, double times) {
        costs.computeIfPresent(
                END.minus(hoursAgo, ChronoUnit.HOURS),
                (_, sum) -> hour(sum.costUsd() * times, Math.round(sum.calls() * times)));
    }

    @Test
    void knowsTheWeek() {
        assertThat(CostAnomaly.of(weeks(8 * 168), END, 1)).isEmpty();
        NavigableMap<Instant, CostSum> costs = weeks(8 * 168);
        spend(costs, 1, 5);
        assertThat(CostAnomaly.of(costs, END, 1)).isEmpty();
        spend(costs, 2, 5);
        CostAnomaly anomaly = CostAnomaly.of(costs, END, 1).orElseThrow();
        assertThat(anomaly.usualUsd()).isBetween(270.0, 330.0);
        assertThat(anomaly.usd()).isGreaterThan(900);
        assertThat(anomaly.change().volume()).isCloseTo(anomaly.change().sum(), within(80.0));
        assertThat(CostAnomaly.of(costs, END, 10_000)).isEmpty();
    }

    @Test
    void comparesAYoungSeriesWithItsLastDays() {
        assertThat(CostAnomaly.of(weeks(20), END, 1)).isEmpty();
        NavigableMap<Instant, CostSum> costs = weeks(60);
        costs.tailMap(END.minus(3, ChronoUnit.HOURS)).replaceAll((_, _) -> hour(5, 50));
        assertThat(CostAnomaly.of(costs, END, 1)).isEmpty();
        costs.tailMap(END.minus(3, ChronoUnit.HOURS)).replaceAll((_, _) -> hour(40, 400));
        assertThat(CostAnomaly.of(costs, END, 1)).isPresent();
    }

    @Test
    void forecastsTheMonthWithAnInterval() {
        LocalDate today = LocalDate.parse("2026-11-11");
        Map<Instant, Double> costs = new HashMap<>();
        for (int ago = 0; ago < 40; ago++) {
            costs.put(today.minusDays(ago).atStartOfDay(ZoneOffset.UTC).toInstant(), ago == 0 ? 2.0 : 10.0 + ago % 3);
        }
        CostForecast forecast = CostForecast.of(costs, today).orElseThrow();
        assertThat(forecast.spentUsd()).isBetween(102.0, 120.0);
        assertThat(forecast.p50()).isBetween(300.0, 345.0);
        assertThat(forecast.p10()).isLessThan(forecast.p50());
        assertThat(forecast.p90()).isGreaterThan(forecast.p50());
        assertThat(CostForecast.of(Map.of(), today)).isEmpty();
    }
}
