package io.plumbline.guardrails.injection;

import java.util.ArrayList;
import java.util.List;

/// The few sentences in a row of a text that look most like an attack by their n-grams: one excerpt of each length from
/// one to [#MOST_SENTENCES] sentences. So an attack is seen that harmless sentences surround. What goes on without an
/// end of a sentence is cut after [#MOST_WORDS] words.
///
/// One per text; not thread-safe.
final class Excerpts {

    private static final int MOST_SENTENCES = 4;
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 20;
    private static final String ENDS = ".!?";
    private static final String ENDS_WITHOUT_SPACE = "。！？…";

    private final CharSequence text;
    private final Sentence[] last = new Sentence[MOST_SENTENCES];
    private final Excerpt[] best = new Excerpt[MOST_SENTENCES];
    private int count;
    private int weight;
    private int ngrams;
    private int words;
    private int start;

    Excerpts(CharSequence text) {
        this.text = text;
    }

    /// Part of a text.
    ///
    /// @param logOdds of its n-grams
    record Excerpt(int start, int end, float logOdds) {}

    private record Sentence(int start, int weight, int ngrams) {}

    /// How the sum of the weights of some n-grams becomes log-odds.
    interface Scale {
        float logOdds(int weight, int ngrams);
    }

    void ngram(int itsWeight) {
        weight += itsWeight;
        ngrams++;
    }

    void wordEnds(int wordStart, int wordEnd, Scale scale) {
        start = words++ == 0 ? wordStart : start;
        if (words >= MOST_WORDS || (words >= FEWEST_WORDS && endsSentence(wordStart, wordEnd))) {
            endSentence(wordEnd, scale);
        }
    }

    private boolean endsSentence(int wordStart, int wordEnd) {
        char mark = text.charAt(wordStart);
        if (wordEnd == text.length() || ENDS_WITHOUT_SPACE.indexOf(mark) >= 0) {
            return true;
        }
        char next = text.charAt(wordEnd);
        return next == '\n' || (Character.isWhitespace(next) && ENDS.indexOf(mark) >= 0);
    }

    private void endSentence(int end, Scale scale) {
        last[count++ % MOST_SENTENCES] = new Sentence(start, weight, ngrams);
        int sum = 0;
        int of = 0;
        for (int i = 0; i < Math.min(count, MOST_SENTENCES); i++) {
            Sentence sentence = last[(count - 1 - i) % MOST_SENTENCES];
            sum += sentence.weight;
            of += sentence.ngrams;
            float logOdds = scale.logOdds(sum, of);
            if (best[i] == null || logOdds > best[i].logOdds) {
                best[i] = new Excerpt(sentence.start, end, logOdds);
            }
        }
        weight = 0;
        ngrams = 0;
        words = 0;
    }

    /// How many sentences the text has.
    int sentences() {
        return count;
    }

    /// Those that are less than the whole text.
    List<Excerpt> found(int end, Scale scale) {
        if (words > 0) {
            endSentence(end, scale);
        }
        List<Excerpt> found = new ArrayList<>();
        for (int i = 0; i < Math.min(count - 1, MOST_SENTENCES); i++) {
            found.add(best[i]);
        }
        return found;
    }
}
