package io.plumbline.monitoring.window;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distribution of durations in milliseconds: a DDSketch, whose quantiles differ from the true ones by at most
/// 1 %, and which can be merged without loss. The sketch of a day is the sum of the sketches of its minutes, so a
/// quantile never comes from averaged quantiles. It has at most 1,280 bins because durations are clamped to
/// 0.01 ms to 10^9 ms. Its bytes depend only on the durations, not on their order. Not thread-safe.
///
/// @see <a href="https://arxiv.org/abs/1908.10693">Masson, Rim & Lee 2019</a>, as in com.datadoghq:sketches-java
public final class QuantileSketch {

    /// The maximum relative error of a quantile.
    public static final double RELATIVE_ERROR = 0.01;

    private static final double LOWEST_MS = 0.01;
    private static final double HIGHEST_MS = 1e9;
    private static final LogarithmicMapping MAPPING = new LogarithmicMapping(RELATIVE_ERROR);

    private final DDSketch sketch = new DDSketch(MAPPING, UnboundedSizeDenseStore::new);

    /// Returns the sketch with these bytes of [#bytes()]; an empty one for null.
    ///
    /// @throws UncheckedIOException if the bytes are not a sketch
    public static QuantileSketch of(byte @Nullable [] bytes) {
        QuantileSketch read = new QuantileSketch();
        if (bytes != null) {
            read.merge(bytes);
        }
        return read;
    }

    /// Returns the sum of sketches that a query aggregated; an empty one for null.
    ///
    /// @param sketches an array of `bytea`
    public static QuantileSketch merged(@Nullable Array sketches) throws SQLException {
        QuantileSketch merged = new QuantileSketch();
        if (sketches != null) {
            for (byte[] each : (byte[][]) sketches.getArray()) {
                merged.merge(each);
            }
        }
        return merged;
    }

    public void add(double millis) {
        sketch.accept(Math.clamp(millis, LOWEST_MS, HIGHEST_MS));
    }

    /// Adds the durations of another sketch.
    ///
    /// @throws UncheckedIOException if the bytes are not a sketch
    public void merge(byte[] other) {
        try {
            sketch.decodeAndMergeWith(ByteArrayInput.wrap(other));
        } catch (IOException e) {
            throw new UncheckedIOException("A sketch cannot be read", e);
        }
    }

    /// Adds the durations of another sketch.
    public void merge(QuantileSketch other) {
        sketch.mergeWith(other.sketch);
    }

    public long count() {
        return Math.round(sketch.getCount());
    }

    /// Returns how many durations are at most a limit, within 1 % of it.
    public long countUpTo(double millis) {
        int last = MAPPING.index(Math.clamp(millis, LOWEST_MS, HIGHEST_MS));
        double[] sum = new double[1];
        sketch.getPositiveValueStore().forEach((index, count) -> sum[0] += index <= last ? count : 0);
        return Math.round(sum[0]);
    }

    /// Returns a quantile in milliseconds, within 1 % of the true one; null without durations.
    ///
    /// @param quantile 0..1
    public @Nullable Double quantile(double quantile) {
        return sketch.isEmpty() ? null : Double.valueOf(sketch.getValueAtQuantile(quantile));
    }

    public byte[] bytes() {
        GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(output, false);
        } catch (IOException e) {
            throw new UncheckedIOException("A sketch cannot be written", e);
        }
        return Arrays.copyOf(output.backingArray(), output.numWrittenBytes());
    }
}
