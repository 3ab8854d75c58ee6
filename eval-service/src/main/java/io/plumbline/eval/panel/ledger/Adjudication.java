package io.plumbline.eval.panel.ledger;

import io.plumbline.eval.panel.document.Scores;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The label that a person decided on after the annotators disagreed. It counts instead of theirs for scores, never
/// for agreement.
///
/// @param by opaque id of the person
public record Adjudication(
        int item, Scores labels, @Nullable String comment, String by, Instant at) {}
