package io.plumbline.monitoring.slo;

import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.CallWindows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts the calls of objectives. Windows of more than six hours, and periods, start at a full hour, and are up to
/// an hour longer.
@Component
class SloCounts {

    private final CallWindows windows;
    private final Clock clock;

    SloCounts(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /// Returns the calls from a time before `to` to `to`.
    Indicator.Counts in(Duration time, SloStore.Due slo, Instant to) {
        boolean hourly = BurnRule.isHourly(time);
        return count(slo.plan(), sum(slo, start(to.minus(time), hourly), to, hourly));
    }

    /// Returns the calls of the period that ends at `to`; null without calls.
    @Nullable
    CallWindow period(SloStore.Due slo, Instant to) {
        return sum(slo, from(slo.plan(), to), to, true);
    }

    /// Returns the start of the period that ends at `to`.
    static Instant from(SloPlan plan, Instant to) {
        return start(to.minus(Duration.ofDays(plan.days())), true);
    }

    private static Instant start(Instant time, boolean hourly) {
        return time.truncatedTo(hourly ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }

    private @Nullable CallWindow sum(SloStore.Due slo, Instant from, Instant to, boolean hourly) {
        return windows.sum(slo.team(), slo.plan().route(), slo.plan().variant(), from, to, hourly);
    }

    static Indicator.Counts count(SloPlan plan, @Nullable CallWindow window) {
        return plan.indicator().count(window, Objects.requireNonNullElse(plan.thresholdMs(), 0.0), plan.outputLength());
    }

    /// Returns the days of the period with calls, oldest first.
    List<SloResponse.Day> days(String team, SloPlan plan) {
        Instant tomorrow = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        List<CallWindow> days = windows.find(
                CallWindows.Selection.of(team, plan.route(), plan.variant()),
                tomorrow.minus(plan.days(), ChronoUnit.DAYS),
                tomorrow,
                Duration.ofDays(1),
                null,
                plan.days());
        List<Indicator.Counts> counted =
                days.stream().map(day -> count(plan, day)).toList();
        double allowed = counted.stream().mapToLong(Indicator.Counts::total).sum() * plan.budget();
        return days.reversed().stream()
                .map(day -> {
                    Indicator.Counts counts = count(plan, day);
                    return new SloResponse.Day(
                            day.place().from(),
                            counts.good(),
                            counts.bad(),
                            allowed == 0 ? 0 : (double) counts.bad() / allowed);
                })
                .filter(day -> day.good() + day.bad() > 0)
                .toList();
    }
}
