package io.plumbline.personaldata.names.tagger;

import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Estimates cheaply, without the encoder, what [NameHead] would decide about a word, from its [TaggerFeatures].
/// It was trained on the head's own answers (`TaggerTraining`); its probabilities state how likely the head is to
/// agree.
///
/// Adds a row of weights for each feature to [#HIDDEN] values; positive values are weighted for each tag. One per
/// text; not thread-safe.
public final class NameTagger {

    static final int HIDDEN = 24;

    private static final TaggerWeights WEIGHTS = TaggerWeights.load();

    private final Words words;
    private final TaggerFeatures features;
    private final int[] rows = new int[TaggerFeatures.MOST_ROWS];
    private final float[] hidden = new float[HIDDEN];
    private final TaggerWeights.Sums sums = WEIGHTS.sums();

    /// The known set of traits of each word.
    private final short[] sets;

    /// @param words of the text, with their traits
    /// @param ruled the mentions of the rules
    public NameTagger(Words words, List<Mention> ruled) {
        this.words = words;
        features = new TaggerFeatures(words, ruled);
        sets = new short[words.count()];
        for (int word = 0; word < sets.length; word++) {
            sets[word] = (short) WEIGHTS.set(words.traits(word));
        }
    }

    /// The odds, as a logarithm, that a word is part of an entity. Call before [#read] of the same word.
    public float odds(int word) {
        sums.clear();
        int first = Math.max(0, word - TaggerFeatures.REACH);
        int last = Math.min(words.count() - 1, word + TaggerFeatures.REACH);
        for (int other = first; other <= last; other++) {
            int offset = other - word;
            if (sets[other] >= 0) {
                sums.addSet(sets[other], offset);
            } else {
                addTraits(words.traits(other), offset);
            }
        }
        int count = features.named(word, rows, 0);
        sums.add(rows, count);
        sums.rectified(hidden);
        return WEIGHTS.output(TagPath.TAGS, hidden);
    }

    /// Whether a word needs no inspection.
    public boolean isPlain(int word) {
        return features.isPlain(word);
    }

    /// Whether a rule's mention contains a word.
    public boolean isRuled(int word) {
        return features.isRuled(word);
    }

    /// Whether the text around the word is written as in a chat.
    public boolean isInChat(int word) {
        return features.isInChat(word);
    }

    private void addTraits(long traits, int offset) {
        int count = 0;
        for (long left = traits; left != 0; left &= left - 1) {
            rows[count++] = TaggerFeatures.trait(offset, Long.numberOfTrailingZeros(left));
        }
        sums.add(rows, count);
    }

    /// Rates the word of the last [#odds].
    ///
    /// @param decisions receives the head's expected decision for each tag
    /// @param scores receives the head's expected score for each tag
    public void read(float[] decisions, float[] scores, int at) {
        for (int tag = 0; tag < TagPath.TAGS; tag++) {
            decisions[at + tag] = WEIGHTS.output(tag, hidden);
            scores[at + tag] = WEIGHTS.output(TagPath.TAGS + 1 + tag, hidden);
        }
    }
}
