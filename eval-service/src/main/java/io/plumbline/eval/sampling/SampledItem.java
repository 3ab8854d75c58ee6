package io.plumbline.eval.sampling;

import org.jspecify.annotations.Nullable;

/// An item that may be judged.
///
/// @param id what it is drawn by: the same id is drawn again in the next run
/// @param slice part of the dataset that is reported by itself; null for none
/// @param uncertainty how little is known of it, 0..1, such as how far cheap metrics disagree
/// @param changed whether its answer is another than the baseline's
public record SampledItem(String id, @Nullable String slice, double uncertainty, boolean changed) {

    private static final double OF_UNCERTAINTY = 2;
    private static final double OF_CHANGE = 2;

    public SampledItem {
        if (!(uncertainty >= 0 && uncertainty <= 1)) {
            throw new IllegalArgumentException("An uncertainty lies between 0 and 1, not at " + uncertainty);
        }
    }

    /// How much rather it is drawn than an item of which all is known: 1 to 5 times.
    double weight() {
        return 1 + OF_UNCERTAINTY * uncertainty + (changed ? OF_CHANGE : 0);
    }
}
