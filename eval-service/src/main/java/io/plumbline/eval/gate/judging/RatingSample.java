package io.plumbline.eval.gate.judging;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.check.FloorCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The judge's ratings of the sampled items. Items of one cluster are similar and count as one. Fewer than
/// [FloorCheck#FEWEST_ITEMS] independent ones decide nothing, as for scores.
final class RatingSample {

    private final int verdicts;
    private final @Nullable WeightedSample sample;

    private RatingSample(int verdicts, @Nullable WeightedSample sample) {
        this.verdicts = verdicts;
        this.sample = sample;
    }

    /// @param value returns the value of an item from its rating
    /// @param clusters item → cluster; missing items are their own clusters
    static RatingSample of(
            List<GateVerdict> verdicts, ToDoubleFunction<GateVerdict> value, Map<Integer, String> clusters) {
        if (verdicts.isEmpty()) {
            return new RatingSample(0, null);
        }
        WeightedSample sample = WeightedSample.ofClusters(
                verdicts.stream().mapToDouble(value).toArray(),
                verdicts.stream().mapToDouble(GateVerdict::probability).toArray(),
                verdicts.stream()
                        .map(verdict -> clusters.getOrDefault(verdict.item(), "item " + verdict.item()))
                        .toList());
        return new RatingSample(verdicts.size(), sample);
    }

    boolean decides() {
        return sample != null && sample.units() >= FloorCheck.FEWEST_ITEMS;
    }

    /// @throws NullPointerException without a rating, which decides nothing
    WeightedSample weighted() {
        return Objects.requireNonNull(sample);
    }

    /// Returns for example "120 verdicts", or "120 verdicts in 10 clusters".
    String summary(String what) {
        return sample == null || sample.units() == verdicts
                ? verdicts + " " + what
                : verdicts + " " + what + " in " + sample.units() + " clusters";
    }

    /// Returns why it decides nothing.
    ///
    /// @param where for example " on both systems"
    String tooFew(String where) {
        return String.format(
                Locale.ROOT,
                "The judge gave %s%s; at least %d independent ones are needed.",
                summary("ratings"),
                where,
                FloorCheck.FEWEST_ITEMS);
    }
}
