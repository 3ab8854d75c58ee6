package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How a part of a gate is served: the candidate, the baseline or the judge.
///
/// @param digest of the served configuration
/// @param document of it; null where it is left out, as in lists
public record Served(String digest, @Nullable JsonNode document) {

    /// The part of a gate's judge; those of the systems are [Side#part].
    public static final String JUDGE = "judge";

    /// The same without the document.
    public Served digestAlone() {
        return new Served(digest, null);
    }
}
