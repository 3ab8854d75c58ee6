package io.plumbline.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;

/// An exponentially weighted moving average: the first number sets it, each later number has a weight of a fifth.
/// One number in memory, no lock. Thread-safe.
final class MovingAverage {

    private static final double NEWEST = 0.2;

    private final AtomicLong bits = new AtomicLong(Double.doubleToRawLongBits(Double.NaN));

    void add(double number) {
        while (true) {
            long before = bits.get();
            double average = Double.longBitsToDouble(before);
            double after = Double.isNaN(average) ? number : average + NEWEST * (number - average);
            if (bits.compareAndSet(before, Double.doubleToRawLongBits(after))) {
                return;
            }
        }
    }

    /// Returns NaN before the first number.
    double value() {
        return Double.longBitsToDouble(bits.get());
    }
}
