package io.plumbline.monitoring.sequential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Maps amounts without an upper bound, such as durations and costs, to a badness of 0..1, by the first
/// observations of the control. Until these are there, no observation has a badness. From then on the scale is
/// fixed, and it never depends on an observation that it scales. Tests on the badness are therefore valid.
///
/// - *Above a quantile*: 1 if the amount exceeds the quantile of the reference, else 0. A comparison of such shares
///   compares the tails of two distributions.
/// - *Share of the largest*: the amount divided by twice the largest of the reference, at most 1. A margin is
///   relative to the mean of the reference.
///
/// Not thread-safe.
public final class ControlReference {

    /// Number of observations of the control that make the reference.
    public static final int OBSERVATIONS = 100;

    private static final double HEADROOM = 2;
    private static final double LARGEST_MARGIN = 0.99;

    private final @Nullable Double quantile;
    private final List<Double> first;
    private @Nullable Scale scale;

    private ControlReference(@Nullable Double quantile, List<Double> first, @Nullable Scale scale) {
        this.quantile = quantile;
        this.first = new ArrayList<>(first);
        this.scale = scale;
    }

    /// @param limit the quantile, or the amount of badness 1; 0 if all amounts of the reference are zero
    /// @param mean of the reference
    public record Scale(double limit, double mean) {}

    /// The state, for storage.
    ///
    /// @param first the observations so far; empty once there is a scale
    public record State(
            @Nullable Double quantile,
            List<Double> first,
            @Nullable Scale scale) {}

    /// @param quantile 0..1 exclusive
    public static ControlReference aboveQuantile(double quantile) {
        return new ControlReference(quantile, List.of(), null);
    }

    public static ControlReference shareOfLargest() {
        return new ControlReference(null, List.of(), null);
    }

    public static ControlReference of(State state) {
        return new ControlReference(state.quantile(), state.first(), state.scale());
    }

    public State state() {
        return new State(quantile, List.copyOf(first), scale);
    }

    /// Adds an observation of the control to an incomplete reference.
    public void add(double amount) {
        if (scale != null) {
            throw new IllegalStateException("The reference is complete");
        }
        first.add(amount);
        if (first.size() == OBSERVATIONS) {
            scale = scale();
            first.clear();
        }
    }

    private Scale scale() {
        Collections.sort(first);
        double mean = first.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double limit =
                quantile == null ? HEADROOM * first.getLast() : first.get((int) Math.ceil(quantile * OBSERVATIONS) - 1);
        return new Scale(limit, mean);
    }

    public @Nullable Scale fixed() {
        return scale;
    }

    /// Returns the badness of an amount, 0..1; null without a scale, or if all amounts of the reference are zero.
    public @Nullable Double badness(double amount) {
        Scale fixed = scale;
        if (fixed == null) {
            return null;
        }
        if (quantile != null) {
            return amount > fixed.limit() ? 1d : 0d;
        }
        return fixed.limit() > 0 ? Double.valueOf(Math.clamp(amount / fixed.limit(), 0, 1)) : null;
    }

    /// Returns a margin in units of the badness; below 1.
    public double margin(double asked) {
        Scale fixed = scale;
        return quantile != null || fixed == null || !(fixed.limit() > 0)
                ? asked
                : Math.min(asked * fixed.mean() / fixed.limit(), LARGEST_MARGIN);
    }
}
