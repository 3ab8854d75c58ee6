package io.plumbline.eval.metric;

import java.util.List;

/// What a system wrote and one or more texts that would have been right.
///
/// The bounds keep one pair from costing more than about a second and 100 MB: every metric takes time linear in the
/// length of the texts, but those on longest common subsequences, which have a bound of their own (see
/// [OversizedTextException]).
///
/// @param hypothesis the system's text; may be empty
/// @param references 1 to [#MAXIMUM_REFERENCES] texts
public record TextPair(String hypothesis, List<String> references) {

    /// The most UTF-16 units that are compared: the hypothesis once for each reference, and the references.
    /// 2^21, so a mebibyte of ASCII against another.
    public static final int MAXIMUM_LENGTH = 1 << 21;

    /// The most references that one hypothesis is compared with.
    public static final int MAXIMUM_REFERENCES = 64;

    /// @throws OversizedTextException if the texts are longer, or the references more, than the bounds allow
    /// @throws IllegalArgumentException if there is no reference
    public TextPair {
        references = List.copyOf(references);
        if (references.isEmpty()) {
            throw new IllegalArgumentException("A pair needs at least one reference.");
        }
        if (references.size() > MAXIMUM_REFERENCES) {
            throw new OversizedTextException("The pair has " + references.size() + " references; at most "
                    + MAXIMUM_REFERENCES + " are compared.");
        }
        long length = (long) references.size() * hypothesis.length();
        for (String reference : references) {
            length += reference.length();
        }
        if (length > MAXIMUM_LENGTH) {
            throw new OversizedTextException("The pair has " + length
                    + " characters to compare (the hypothesis counts once for each reference); at most "
                    + MAXIMUM_LENGTH + " are compared.");
        }
    }

    public static TextPair of(String hypothesis, String... references) {
        return new TextPair(hypothesis, List.of(references));
    }
}
