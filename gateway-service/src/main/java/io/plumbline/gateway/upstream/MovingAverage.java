package io.plumbline.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;

/// An exponentially weighted moving average: each new number counts for a fifth, the first for all. One number in
/// memory, no lock. Thread-safe.
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

    /// NaN before the first number.
    double value() {
        return Double.longBitsToDouble(bits.get());
    }
}
