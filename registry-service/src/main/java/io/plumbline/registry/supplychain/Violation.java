package io.plumbline.registry.supplychain;

import org.jspecify.annotations.Nullable;

/// A rule of the supply-chain policy that a version breaks.
///
/// @param file the address of the file; null if the whole version breaks the rule
/// @param message the cause, and what to do
public record Violation(Rule rule, @Nullable String file, String message) {

    /// The rules.
    public enum Rule {
        LICENSE,
        FORMAT,
        ARTIFACTS,
        DIGEST,
        SIGNATURE,
        DATASET
    }
}
