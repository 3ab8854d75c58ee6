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

    /// Returns a copy without the document.
    public Served digestAlone() {
        return new Served(digest, null);
    }
}
