package io.plumbline.eval.sampling;

import org.jspecify.annotations.Nullable;

/// An item that may be sampled.
///
/// @param id determines the sampling: the same id is sampled again in the next run
/// @param slice part of the dataset reported separately; null for none
/// @param uncertainty uncertainty about the item, 0..1, for example the disagreement of cheap metrics
/// @param changed whether its answer differs from the baseline's
public record SampledItem(String id, @Nullable String slice, double uncertainty, boolean changed) {

    private static final double OF_UNCERTAINTY = 2;
    private static final double OF_CHANGE = 2;

    public SampledItem {
        if (!(uncertainty >= 0 && uncertainty <= 1)) {
            throw new IllegalArgumentException("An uncertainty lies between 0 and 1, not at " + uncertainty);
        }
    }

    /// Returns its sampling weight relative to a certain, unchanged item: 1 to 5.
    double weight() {
        return 1 + OF_UNCERTAINTY * uncertainty + (changed ? OF_CHANGE : 0);
    }
}
