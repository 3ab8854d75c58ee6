package io.plumbline.eval.statistics;

/// A confidence interval, including both ends.
public record ConfidenceInterval(double low, double high) {

    public ConfidenceInterval {
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

    public ConfidenceInterval scaledBy(double factor) {
        return new ConfidenceInterval(low * factor, high * factor);
    }

    /// Returns the smallest interval that contains both.
    public ConfidenceInterval and(ConfidenceInterval other) {
        return new ConfidenceInterval(Math.min(low, other.low), Math.max(high, other.high));
    }

    public ConfidenceInterval within(double least, double most) {
        return new ConfidenceInterval(Math.clamp(low, least, most), Math.clamp(high, least, most));
    }
}
