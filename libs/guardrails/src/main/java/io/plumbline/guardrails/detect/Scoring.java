package io.plumbline.guardrails.detect;

import org.jspecify.annotations.Nullable;

/// How the score of a finding came about, where a pattern, a checksum and words of context made it. Quotes
/// nothing of the text: a word of context is the recognizer's own.
///
/// @param pattern      the name of the pattern that matched
/// @param patternScore what the pattern is worth by itself, 0 to 1
/// @param valid        what a checksum or an equally strict rule says; null where there is none, or it is silent
/// @param contextWord  the word near the finding that made it more likely, if there was one
public record Scoring(
        String pattern,
        double patternScore,
        @Nullable Boolean valid,
        @Nullable String contextWord) {}
