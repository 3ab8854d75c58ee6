package io.plumbline.personaldata.detect;

import org.jspecify.annotations.Nullable;

/// How the score of a finding was computed from a pattern, a checksum and context words. Quotes nothing of the
/// text: a context word is the recognizer's own.
///
/// @param pattern      the name of the pattern that matched
/// @param patternScore the score of the pattern alone, 0 to 1
/// @param valid        the result of a checksum or an equally strict rule; null if there is none, or it is
///     inconclusive
/// @param contextWord  the word near the finding that raised the score, if any
public record Scoring(
        String pattern,
        double patternScore,
        @Nullable Boolean valid,
        @Nullable String contextWord) {}
