package io.plumbline.monitoring.slo;

import io.plumbline.monitoring.alert.AlertSeverity;
import java.time.Duration;
import org.apache.commons.statistics.distribution.BetaDistribution;

/// A rule that raises an alert when the error budget is spent too fast: when both a longer and a shorter window burn
/// at least [#factor]. The shorter one ends the alert soon after the cause ends.
///
/// @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook, chapter 5, method 6</a>
enum BurnRule {
    /// 2 % of the budget within an hour.
    FAST(Duration.ofHours(1), Duration.ofMinutes(5), 0.02, AlertSeverity.PAGE),
    /// 5 % of the budget within six hours.
    MEDIUM(Duration.ofHours(6), Duration.ofMinutes(30), 0.05, AlertSeverity.PAGE),
    /// 10 % of the budget within three days.
    SLOW(Duration.ofDays(3), Duration.ofHours(6), 0.1, AlertSeverity.TICKET);

    private static final Duration MINUTES_UP_TO = Duration.ofHours(6);
    private static final double LEVEL = 0.01;

    private final Duration longer;
    private final Duration shorter;
    private final double share;
    private final AlertSeverity severity;

    BurnRule(Duration longer, Duration shorter, double share, AlertSeverity severity) {
        this.longer = longer;
        this.shorter = shorter;
        this.share = share;
        this.severity = severity;
    }

    Duration longer() {
        return longer;
    }

    Duration shorter() {
        return shorter;
    }

    AlertSeverity severity() {
        return severity;
    }

    /// Whether a window is read from the sums by hour.
    static boolean isHourly(Duration window) {
        return window.compareTo(MINUTES_UP_TO) > 0;
    }

    /// Returns the burn rate from which the rule raises an alert; 14.4 for [#FAST] and a period of 30 days. A rate of
    /// 1 spends exactly the budget in the period.
    double factor(SloPlan plan) {
        return share * Duration.ofDays(plan.days()).toMinutes() / longer.toMinutes();
    }

    /// Whether the rule can raise an alert: whether its burn rate needs fewer bad calls than there are calls.
    boolean isReachable(SloPlan plan) {
        return factor(plan) * plan.budget() < 1;
    }

    /// Whether both windows burn at least the factor, and the longer one proves at the 1 % level that more calls are
    /// bad than the budget allows. A few calls prove nothing.
    boolean fires(SloPlan plan, Indicator.Counts inLonger, Indicator.Counts inShorter) {
        double limit = factor(plan) * plan.budget();
        return inLonger.total() >= plan.minCalls()
                && inLonger.badShare() >= limit
                && inShorter.badShare() >= limit
                && leastBadShare(inLonger) > plan.budget();
    }

    /// Returns the lower limit of the one-sided interval of Clopper and Pearson.
    private static double leastBadShare(Indicator.Counts counts) {
        return counts.bad() == 0
                ? 0
                : BetaDistribution.of((double) counts.bad(), counts.good() + 1.0)
                        .inverseCumulativeProbability(LEVEL);
    }
}
