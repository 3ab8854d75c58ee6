package io.plumbline.eval.metric;

import java.util.List;

/// A system's text with the expected texts.
///
/// The bounds limit the cost of one pair to about a second and 100 MB: every metric is linear in the length of
/// the texts, except those on longest common subsequences, which have their own bound (see
/// [OversizedTextException]).
///
/// @param hypothesis the system's text; may be empty
/// @param references at most [#MAXIMUM_REFERENCES] texts; none for metrics that need none
/// @param figures latency, tokens and cost of the hypothesis
/// @param evidence how the system came to it, and what its record expects of that
public record TextPair(String hypothesis, List<String> references, CallFigures figures, AnswerEvidence evidence) {

    /// The maximum number of UTF-16 units compared: the hypothesis once per reference, and the references. 2^21,
    /// so a mebibyte of ASCII against another.
    public static final int MAXIMUM_LENGTH = 1 << 21;

    /// The maximum number of references per hypothesis.
    public static final int MAXIMUM_REFERENCES = 64;

    /// @throws OversizedTextException if texts or references exceed the bounds
    public TextPair {
        references = List.copyOf(references);
        if (references.size() > MAXIMUM_REFERENCES) {
            throw new OversizedTextException("The pair has " + references.size() + " references; at most "
                    + MAXIMUM_REFERENCES + " are compared.");
        }
        long length = (long) Math.max(1, references.size()) * hypothesis.length();
        for (String reference : references) {
            length += reference.length();
        }
        if (length > MAXIMUM_LENGTH) {
            throw new OversizedTextException("The pair has " + length
                    + " characters to compare (the hypothesis counts once for each reference); at most "
                    + MAXIMUM_LENGTH + " are compared.");
        }
    }

    /// A pair without evidence.
    ///
    /// @throws OversizedTextException if texts or references exceed the bounds
    public TextPair(String hypothesis, List<String> references, CallFigures figures) {
        this(hypothesis, references, figures, AnswerEvidence.NONE);
    }

    /// A pair without figures.
    ///
    /// @throws OversizedTextException if texts or references exceed the bounds
    public TextPair(String hypothesis, List<String> references) {
        this(hypothesis, references, CallFigures.UNKNOWN);
    }

    public static TextPair of(String hypothesis, String... references) {
        return new TextPair(hypothesis, List.of(references));
    }
}
