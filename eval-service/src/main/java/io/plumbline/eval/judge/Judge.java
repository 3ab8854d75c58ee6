package io.plumbline.eval.judge;

import java.time.Instant;

/// A judge as it is now.
///
/// @param digest `sha256:` of all that its verdicts depend on here: the rubric's words, the prompt, the model
///     and its settings; a calibration of another digest is not one of this judge
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
