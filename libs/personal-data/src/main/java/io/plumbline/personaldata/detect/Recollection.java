package io.plumbline.personaldata.detect;

import java.util.HashMap;
import java.util.Map;

/// What detectors remember of the passages of a text that arrives in several, such as a stream: hashes of words
/// with a certainty each, never the words. Remembers only the first [#MOST]; a text made of names therefore costs
/// no more than another.
///
/// One per text; not thread-safe.
public final class Recollection {

    private static final int MOST = 2000;

    /// Created on first use.
    private Map<Long, Double> certainties = Map.of();

    public boolean isEmpty() {
        return certainties.isEmpty();
    }

    /// Remembers one or more words by their hash; the higher certainty counts.
    ///
    /// @param certainty above 0, at most 1
    public void remember(long hash, double certainty) {
        if (certainties.isEmpty()) {
            certainties = new HashMap<>();
        }
        if (certainties.size() < MOST || certainties.containsKey(hash)) {
            certainties.merge(hash, certainty, Math::max);
        }
    }

    /// The certainty of a hash; 0 if it is not remembered.
    public double certainty(long hash) {
        return certainties.getOrDefault(hash, 0.0);
    }
}
