package io.plumbline.eval.metric;

import java.util.List;

/// What a system wrote and the texts that would have been right.
///
/// The bounds keep one pair from costing more than about a second and 100 MB: every metric takes time
/// linear in the length of the texts, but those on longest common subsequences, which have a bound of their
/// own (see [OversizedTextException]).
///
/// @param hypothesis the system's text; may be empty
/// @param references at most [#MAXIMUM_REFERENCES] texts; none for metrics that need none
/// @param figures what the hypothesis took to be written
public record TextPair(String hypothesis, List<String> references, CallFigures figures) {

    /// The most UTF-16 units that are compared: the hypothesis once for each reference, and the references.
    /// 2^21, so a mebibyte of ASCII against another.
    public static final int MAXIMUM_LENGTH = 1 << 21;

    /// The most references that one hypothesis is compared with.
    public static final int MAXIMUM_REFERENCES = 64;

    /// @throws OversizedTextException if the texts are longer, or the references more, than the bounds allow
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

    /// Of which it is not known what it took.
    ///
    /// @throws OversizedTextException if the texts are longer, or the references more, than the bounds allow
    public TextPair(String hypothesis, List<String> references) {
        this(hypothesis, references, CallFigures.UNKNOWN);
    }

    public static TextPair of(String hypothesis, String... references) {
        return new TextPair(hypothesis, List.of(references));
    }
}
