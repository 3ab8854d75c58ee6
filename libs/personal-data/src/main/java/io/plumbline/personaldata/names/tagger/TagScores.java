package io.plumbline.personaldata.names.tagger;

/// A network's scores for consecutive words: one for each tag, in the order of [TagPath], before normalisation.
///
/// @param decisions determine the best path
/// @param scores determine the probabilities; the same array if one network gives both
/// @param place the word of each row
/// @param rows the number of words
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record TagScores(float[] decisions, float[] scores, int[] place, int rows) {

    public TagScores(float[] scores, int[] place, int rows) {
        this(scores, scores, place, rows);
    }
}
