package io.plumbline.guardrails.injection.ngram;

import java.util.ArrayList;
import java.util.List;

/// The few consecutive sentences of a text that most resemble an attack by their n-grams: one excerpt of each
/// length from one to [#MOST_SENTENCES] sentences. This finds an attack among harmless sentences. Text without
/// the end of a sentence is cut after [#MOST_WORDS] words.
///
/// Reusable for one text after another; not thread-safe.
public final class Excerpts {

    private static final int MOST_SENTENCES = 4;
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 20;

    /// Below these log-odds, the n-grams of fewer words, punctuation marks included, are not trusted alone: set
    /// on texts of own making, see `src/training/injection`.
    private static final int FEW_WORDS = 7;

    private static final float SURE_OF_FEW = 8;
    private static final int ASCII = 128;
    private static final String ENDS_WITHOUT_SPACE = "。！？…";

    private final Scale scale;
    private final Words all;
    private CharSequence text = "";

    /// The last sentences, sentence n at n modulo [#MOST_SENTENCES]: start, number of the first word, sum of the
    /// weights of its n-grams, and number of n-grams.
    private final int[] starts = new int[MOST_SENTENCES];

    private final int[] firstWords = new int[MOST_SENTENCES];
    private final int[] weights = new int[MOST_SENTENCES];
    private final int[] sizes = new int[MOST_SENTENCES];

    /// The best run of one sentence, of two and so on.
    private final int[] bestStarts = new int[MOST_SENTENCES];

    private final int[] bestEnds = new int[MOST_SENTENCES];
    private final int[] bestFirstWords = new int[MOST_SENTENCES];
    private final int[] bestLastWords = new int[MOST_SENTENCES];
    private final float[] best = new float[MOST_SENTENCES];

    private int count;
    private int weight;
    private int ngrams;
    private int words;
    private int wordsBefore;
    private int start;

    /// @param all rates the words of an excerpt
    Excerpts(Scale scale, Words all) {
        this.scale = scale;
        this.all = all;
    }

    /// Part of a text.
    ///
    /// @param words the number of words, punctuation marks included
    /// @param alone the rating of the part by itself, with positions in the whole text
    public record Excerpt(int start, int end, int words, NgramClassifier.Score alone) {

        /// Whether its few words are too weak as evidence by their n-grams alone: `What can you tell me?` before
        /// a question resembles a request for instructions.
        public boolean isTooShort() {
            return words < FEW_WORDS && alone.highest() < SURE_OF_FEW;
        }
    }

    /// The words of a text, counted from 0.
    interface Words {
        /// The rating of a range of words without the others.
        NgramClassifier.Score alone(int from, int to);
    }

    /// Converts the sum of the weights of n-grams to log-odds.
    interface Scale {
        float logOdds(int weight, int ngrams);
    }

    /// Begins a text.
    void begin(CharSequence ofText) {
        text = ofText;
        count = 0;
        wordsBefore = 0;
        beginSentence();
    }

    /// Releases the text.
    void forget() {
        text = "";
    }

    /// @param itsWeight the sum of the weights of its n-grams
    /// @param size the number of its n-grams
    void word(int itsWeight, int size, int wordStart, int wordEnd) {
        weight += itsWeight;
        ngrams += size;
        start = words++ == 0 ? wordStart : start;
        if (words >= MOST_WORDS || (words >= FEWEST_WORDS && endsSentence(wordStart, wordEnd))) {
            endSentence(wordEnd);
        }
    }

    private boolean endsSentence(int wordStart, int wordEnd) {
        if (wordEnd == text.length() || text.charAt(wordEnd) == '\n') {
            return true;
        }
        char mark = text.charAt(wordStart);
        if (mark >= ASCII) {
            return ENDS_WITHOUT_SPACE.indexOf(mark) >= 0;
        }
        return (mark == '.' || mark == '!' || mark == '?') && Character.isWhitespace(text.charAt(wordEnd));
    }

    private void endSentence(int end) {
        int last = count++ % MOST_SENTENCES;
        int nextWord = wordsBefore + words;
        starts[last] = start;
        firstWords[last] = wordsBefore;
        weights[last] = weight;
        sizes[last] = ngrams;
        int sum = 0;
        int of = 0;
        for (int i = 0; i < Math.min(count, MOST_SENTENCES); i++) {
            int first = (count - 1 - i) % MOST_SENTENCES;
            sum += weights[first];
            of += sizes[first];
            float logOdds = scale.logOdds(sum, of);
            if (count == i + 1 || logOdds > best[i]) {
                best[i] = logOdds;
                bestStarts[i] = starts[first];
                bestEnds[i] = end;
                bestFirstWords[i] = firstWords[first];
                bestLastWords[i] = nextWord;
            }
        }
        wordsBefore = nextWord;
        beginSentence();
    }

    private void beginSentence() {
        weight = 0;
        ngrams = 0;
        words = 0;
    }

    /// The number of sentences in the text.
    int sentences() {
        return count;
    }

    /// The excerpts that are shorter than the whole text.
    List<Excerpt> found(int end) {
        if (words > 0) {
            endSentence(end);
        }
        if (count < 2) {
            return List.of();
        }
        List<Excerpt> found = new ArrayList<>(MOST_SENTENCES);
        for (int i = 0; i < Math.min(count - 1, MOST_SENTENCES); i++) {
            int first = bestFirstWords[i];
            int last = bestLastWords[i];
            found.add(new Excerpt(bestStarts[i], bestEnds[i], last - first, all.alone(first, last)));
        }
        return found;
    }
}
