package io.plumbline.eval.metric.meteor;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.PorterStemmer;
import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// METEOR as NLTK 3.9.1 computes it: words are matched exactly, then by Porter's stem, then by WordNet's
/// synonyms; α = 0.9, β = 3, γ = 0.5; best reference. The score of a corpus is the mean over its pairs, since
/// NLTK defines no other.
///
/// Two deviations of NLTK from the paper are reproduced: words are matched greedily from the end of both texts,
/// not with the fewest crossings; and synonyms are looked up for the stems of the second stage ("purchas" has
/// none). Two identical texts of one word score 0.5. Linear in the words, where NLTK 3.9.1 is quadratic.
///
/// @see <a href="https://aclanthology.org/W07-0734">Lavie and Agarwal 2007</a>
public final class Meteor implements MeanMetric {

    private static final double ALPHA = 0.9;
    private static final double BETA = 3;
    private static final double GAMMA = 0.5;

    private final boolean synonyms;
    private final boolean punctuationApart;

    public Meteor() {
        this(true, true);
    }

    /// @param synonyms whether to use WordNet; `-nosyn` if not
    /// @param punctuationApart whether to split at punctuation, or only at white space, `-ws`
    Meteor(boolean synonyms, boolean punctuationApart) {
        this.synonyms = synonyms;
        this.punctuationApart = punctuationApart;
    }

    @Override
    public String name() {
        return "meteor" + (synonyms ? "" : "-nosyn") + (punctuationApart ? "" : "-ws");
    }

    public static List<Metric> variants() {
        return List.of(new Meteor(false, true), new Meteor(true, false), new Meteor(false, false));
    }

    @Override
    public double score(TextPair pair) {
        List<String> hypothesis = tokenize(pair.hypothesis());
        double best = 0;
        for (String reference : pair.references()) {
            best = Math.max(best, score(hypothesis, tokenize(reference)));
        }
        return best;
    }

    private List<String> tokenize(String text) {
        return punctuationApart ? WordPunctTokenizer.tokenize(text) : WhiteSpace.words(text.toLowerCase(Locale.ROOT));
    }

    private double score(List<String> hypothesis, List<String> reference) {
        int[] matched = new Alignment(hypothesis, reference).matched(synonyms);
        int matches = 0;
        int chunks = 0;
        int previous = -1;
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] >= 0) {
                matches++;
                boolean continues = i > 0 && matched[i - 1] >= 0 && matched[i] == previous + 1;
                chunks += continues ? 0 : 1;
                previous = matched[i];
            }
        }
        if (matches == 0) {
            return 0;
        }
        double precision = (double) matches / hypothesis.size();
        double recall = (double) matches / reference.size();
        double mean = precision * recall / (ALPHA * precision + (1 - ALPHA) * recall);
        return (1 - GAMMA * Math.pow((double) chunks / matches, BETA)) * mean;
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references
                + "|case:lc|tok:" + (punctuationApart ? "wordpunct" : "space")
                + "|stem:porter|syn:" + (synonyms ? "wordnet-3.0" : "no")
                + "|a:0.9|b:3|g:0.5|multi:best|version:nltk-3.9.1";
    }

    /// The alignment of hypothesis and reference words. Each stage visits the hypothesis words from the last, and
    /// takes the last free matching word of the reference.
    private static final class Alignment {
        private final String[] hypothesis;
        private final String[] reference;
        private final int[] matched;
        private final boolean[] taken;

        Alignment(List<String> hypothesis, List<String> reference) {
            this.hypothesis = hypothesis.toArray(String[]::new);
            this.reference = reference.toArray(String[]::new);
            matched = new int[hypothesis.size()];
            Arrays.fill(matched, -1);
            taken = new boolean[reference.size()];
        }

        int[] matched(boolean synonyms) {
            match(false);
            stemWhatIsLeft();
            match(false);
            if (synonyms) {
                match(true);
            }
            return matched;
        }

        private void match(boolean synonyms) {
            Map<String, List<Integer>> free = new HashMap<>();
            for (int j = 0; j < reference.length; j++) {
                if (!taken[j]) {
                    free.computeIfAbsent(reference[j], word -> new ArrayList<>())
                            .add(j);
                }
            }
            for (int i = hypothesis.length - 1; i >= 0 && !free.isEmpty(); i--) {
                if (matched[i] < 0) {
                    String word = synonyms ? lastSynonym(hypothesis[i], free) : hypothesis[i];
                    List<Integer> places = free.get(word);
                    if (places != null) {
                        matched[i] = places.removeLast();
                        taken[matched[i]] = true;
                        if (places.isEmpty()) {
                            free.remove(word);
                        }
                    }
                }
            }
        }

        /// Returns the free synonym nearest to the end of the reference; the word itself if there is none.
        private static String lastSynonym(String word, Map<String, List<Integer>> free) {
            String last = word;
            int place = free.containsKey(word) ? free.get(word).getLast() : -1;
            Set<String> synonyms = WordNet.shared().synonyms(word);
            for (String synonym : synonyms) {
                List<Integer> places = free.get(synonym);
                if (places != null && places.getLast() > place) {
                    place = places.getLast();
                    last = synonym;
                }
            }
            return last;
        }

        private void stemWhatIsLeft() {
            for (int i = 0; i < hypothesis.length; i++) {
                if (matched[i] < 0) {
                    hypothesis[i] = stem(hypothesis[i]);
                }
            }
            for (int j = 0; j < reference.length; j++) {
                if (!taken[j]) {
                    reference[j] = stem(reference[j]);
                }
            }
        }

        private static String stem(String word) {
            char[] letters = Arrays.copyOf(word.toCharArray(), word.length() + 1);
            return new String(letters, 0, PorterStemmer.stem(letters, word.length()));
        }
    }
}
