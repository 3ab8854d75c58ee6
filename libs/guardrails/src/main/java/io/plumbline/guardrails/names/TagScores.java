package io.plumbline.guardrails.names;

/// What a network says of words one after the other: a score for each tag, whose order is that of [TagPath], before any
/// normalisation.
///
/// @param decisions by which the best path goes
/// @param scores of which the probabilities are made; the same array where one network says both
/// @param place the word of each row
/// @param rows how many words
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record TagScores(float[] decisions, float[] scores, int[] place, int rows) {

    TagScores(float[] scores, int[] place, int rows) {
        this(scores, scores, place, rows);
    }
}
