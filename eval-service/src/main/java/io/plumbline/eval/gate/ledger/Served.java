package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The served configuration of a part of a gate: the candidate, the baseline or the judge.
///
/// @param digest digest of the served configuration
/// @param document its document; null if omitted, as in lists
public record Served(String digest, @Nullable JsonNode document) {

    /// The part of a gate's judge; [Side#part] returns those of the systems.
    public static final String JUDGE = "judge";

    /// Returns the part of one of a gate's judges.
    ///
    /// @param key of its ratings; empty for the suite's `judge`
    public static String judge(String key) {
        return key.isEmpty() ? JUDGE : JUDGE + "." + key;
    }

    /// Returns a copy without the document.
    public Served digestAlone() {
        return new Served(digest, null);
    }
}
