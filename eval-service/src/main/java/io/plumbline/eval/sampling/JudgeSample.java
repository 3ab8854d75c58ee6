package io.plumbline.eval.sampling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Samples the items that a judge rates, independently by whether the hash of seed and id is below the item's
/// probability. So the sample is the same on every replica and in every run, a larger rate includes a smaller
/// one's sample, and nobody can resample until the result pleases.
///
/// Every slice gets its share, and at least [#FEWEST] items on average. Within a slice, uncertain and changed
/// items are sampled up to five times as often. The probabilities are stored to correct means ([WeightedMean]).
/// This is Poisson sampling, as in Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992.
public final class JudgeSample {

    public static final double DEFAULT_RATE = 0.1;
    /// Per slice, on average, unless it is smaller.
    public static final int FEWEST = 20;

    private JudgeSample() {}

    /// A sampled item.
    ///
    /// @param index index in the list of all items
    /// @param probability its sampling probability, above 0 and at most 1
    public record Drawn(int index, double probability) {}

    /// @param rate share of the items, above 0 and at most 1
    /// @return in item order
    public static List<Drawn> draw(List<SampledItem> items, double rate, long seed) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("A rate lies above 0 and at most at 1, not at " + rate);
        }
        double[] probabilities = probabilities(items, rate);
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            if (unit(seed, items.get(i).id()) < probabilities[i]) {
                drawn.add(new Drawn(i, probabilities[i]));
            }
        }
        return drawn;
    }

    static double[] probabilities(List<SampledItem> items, double rate) {
        Map<String, List<Integer>> slices = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            String slice = items.get(i).slice();
            slices.computeIfAbsent(slice == null ? "" : slice, _ -> new ArrayList<>())
                    .add(i);
        }
        double[] probabilities = new double[items.size()];
        for (List<Integer> members : slices.values()) {
            spread(items, members, Math.min(members.size(), Math.max(rate * members.size(), FEWEST)), probabilities);
        }
        return probabilities;
    }

    /// Assigns the members of a slice probabilities by their weights, none above 1, that sum to `wanted`.
    private static void spread(List<SampledItem> items, List<Integer> members, double wanted, double[] probabilities) {
        List<Integer> open = new ArrayList<>(members);
        double left = wanted;
        while (!open.isEmpty()) {
            double weights =
                    open.stream().mapToDouble(i -> items.get(i).weight()).sum();
            double factor = left / weights;
            List<Integer> certain = open.stream()
                    .filter(i -> items.get(i).weight() * factor >= 1)
                    .toList();
            if (certain.isEmpty()) {
                open.forEach(i -> probabilities[i] = items.get(i).weight() * factor);
                return;
            }
            certain.forEach(i -> probabilities[i] = 1);
            left -= certain.size();
            open.removeAll(new HashSet<>(certain));
        }
    }

    /// Returns the item's position in 0..1, below 1.
    static double unit(long seed, String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((seed + "\n" + id).getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = (bits << 8) | (hash[i] & 0xff);
            }
            return (bits >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
