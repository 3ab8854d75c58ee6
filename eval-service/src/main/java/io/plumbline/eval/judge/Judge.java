package io.plumbline.eval.judge;

import java.time.Instant;

/// A judge in its current form.
///
/// @param digest `sha256:` of all dependencies of its ratings here: the rubric's text, the prompt, the model and
///     its settings; a calibration of another digest is of another judge
/// @param revision counts its documents
public record Judge(
        String name,
        String team,
        JudgeDocument document,
        String rubricDigest,
        String digest,
        int revision,
        Instant createdAt,
        Instant updatedAt) {}
