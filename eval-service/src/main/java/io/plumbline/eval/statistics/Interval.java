package io.plumbline.eval.statistics;

/// A confidence interval, including both ends.
public record Interval(double low, double high) {

    public Interval {
        // written so that a NaN is refused
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval must not end before it begins: " + low + " to " + high);
        }
    }

    public double width() {
        return high - low;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public Interval scaledBy(double factor) {
        return new Interval(low * factor, high * factor);
    }

    /// Returns the smallest interval that contains both.
    public Interval and(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    public Interval within(double least, double most) {
        return new Interval(Math.clamp(low, least, most), Math.clamp(high, least, most));
    }
}
