package io.plumbline.monitoring.window;

import org.jspecify.annotations.Nullable;

/// Latencies of completed calls by the length of their output. Not thread-safe.
public record Latencies(QuantileSketch ofShort, QuantileSketch ofMedium, QuantileSketch ofLong) {

    public Latencies() {
        this(new QuantileSketch(), new QuantileSketch(), new QuantileSketch());
    }

    public QuantileSketch of(OutputLength length) {
        return switch (length) {
            case SHORT -> ofShort;
            case MEDIUM -> ofMedium;
            case LONG -> ofLong;
        };
    }

    /// Returns those of a class; of all calls for null. The result is a copy.
    public QuantileSketch sum(@Nullable OutputLength length) {
        QuantileSketch sum = new QuantileSketch();
        for (OutputLength each : OutputLength.values()) {
            if (length == null || length == each) {
                sum.merge(of(each));
            }
        }
        return sum;
    }

    void merge(Latencies other) {
        for (OutputLength each : OutputLength.values()) {
            of(each).merge(other.of(each));
        }
    }
}
