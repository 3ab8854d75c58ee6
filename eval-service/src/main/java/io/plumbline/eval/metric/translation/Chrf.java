package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.NGramOverlap;
import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.List;
import java.util.Locale;

/// chrF2 as sacreBLEU 2.6.0 computes it by default: character 1- to 6-grams without white space, β = 2,
/// case-sensitive; 0 to 100. chrF2++ also uses word 1- and 2-grams.
///
/// Precision and recall are averaged over the orders for which both sides have n-grams, then combined. Of several
/// references, the one with the best score determines the pair's statistics. Characters are code points, not
/// UTF-16 units.
///
/// One difference: if every reference of a pair is empty, sacreBLEU raises an error; here that pair scores 0.
///
/// @see <a href="https://aclanthology.org/W15-3049">Popović 2015</a>
/// @see <a href="https://aclanthology.org/W17-4770">Popović 2017</a>
public final class Chrf implements Metric {

    private static final int USUAL_CHARACTERS = 6;
    private static final int USUAL_WORDS = 2;
    private static final int MOST_ORDERS = 10;
    private static final int ROW = 3;
    private static final double USUAL_BETA = 2;
    private static final double EPSILON = 1e-16;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final String name;
    private final int characterOrders;
    private final int wordOrders;
    private final double beta;
    private final boolean lowerCase;
    private final boolean whiteSpace;
    private final boolean epsilon;

    private Chrf(String name, int usualWords, MetricOptions options) {
        this.name = name;
        this.characterOrders = options.integer("charOrder", USUAL_CHARACTERS, 1, MOST_ORDERS);
        this.wordOrders = options.integer("wordOrder", usualWords, 0, MOST_ORDERS);
        this.beta = options.number("beta", USUAL_BETA, 0, 100);
        this.lowerCase = options.flag("lowercase");
        this.whiteSpace = options.flag("whitespace");
        this.epsilon = options.flag("epsSmoothing");
    }

    public static Chrf ofCharacters() {
        return ofCharacters(MetricOptions.NONE);
    }

    public static Chrf withWords() {
        return withWords(MetricOptions.NONE);
    }

    /// With `charOrder`, `wordOrder`, `beta`, `lowercase`, `whitespace` or `epsSmoothing` as in sacreBLEU.
    ///
    /// @throws InvalidMetricException if one is invalid
    public static Chrf ofCharacters(MetricOptions options) {
        return new Chrf("chrf", 0, options);
    }

    public static Chrf withWords(MetricOptions options) {
        return new Chrf("chrfpp", USUAL_WORDS, options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double maximum() {
        return 100;
    }

    /// Returns for each order, words last, the n-grams of the hypothesis, those of the reference, and the
    /// matches.
    @Override
    public double[] statistics(TextPair pair) {
        double[] best = new double[ROW * (characterOrders + wordOrders)];
        double bestScore = -1;
        for (String reference : ReferenceCount.nonEmpty(pair.references())) {
            double[] statistics = statistics(pair.hypothesis(), reference);
            double score = pairScore(statistics);
            if (score > bestScore) {
                best = statistics;
                bestScore = score;
            }
        }
        return best;
    }

    private double[] statistics(String givenHypothesis, String givenReference) {
        String hypothesis = lowerCase ? givenHypothesis.toLowerCase(Locale.ROOT) : givenHypothesis;
        String reference = lowerCase ? givenReference.toLowerCase(Locale.ROOT) : givenReference;
        double[] statistics = new double[ROW * (characterOrders + wordOrders)];
        count(characters(hypothesis), characters(reference), characterOrders, statistics, 0);
        if (wordOrders > 0) {
            TokenNumbers vocabulary = new TokenNumbers();
            int[] words = words(hypothesis, vocabulary);
            count(words, words(reference, vocabulary), wordOrders, statistics, ROW * characterOrders);
        }
        return statistics;
    }

    private static void count(int[] hypothesis, int[] reference, int orders, double[] statistics, int from) {
        int[] matches = NGramOverlap.matches(hypothesis, List.of(reference), orders);
        for (int order = 1; order <= orders; order++) {
            int inReference = NGramOverlap.total(reference.length, order);
            int row = from + ROW * (order - 1);
            statistics[row] = inReference == 0 ? 0 : NGramOverlap.total(hypothesis.length, order);
            statistics[row + 1] = inReference;
            statistics[row + 2] = matches[order - 1];
        }
    }

    /// Returns the words between white space. ASCII punctuation at the end of a word is separated, or else at its
    /// start.
    private static int[] words(String text, TokenNumbers vocabulary) {
        char[] chars = text.toCharArray();
        IntSequence tokens = new IntSequence(chars.length / 4);
        int start = 0;
        for (int i = 0; i <= chars.length; i++) {
            if (i == chars.length || WhiteSpace.is(chars[i])) {
                if (i > start) {
                    addWord(chars, start, i, tokens, vocabulary);
                }
                start = i + 1;
            }
        }
        return tokens.toArray();
    }

    private static void addWord(char[] chars, int from, int to, IntSequence tokens, TokenNumbers vocabulary) {
        boolean one = Character.charCount(Character.codePointAt(chars, from, to)) == to - from;
        int cut = one ? to : isPunctuation(chars[to - 1]) ? to - 1 : isPunctuation(chars[from]) ? from + 1 : to;
        tokens.add(vocabulary.numberOf(chars, from, cut));
        if (cut < to) {
            tokens.add(vocabulary.numberOf(chars, cut, to));
        }
    }

    private static boolean isPunctuation(char c) {
        return PUNCTUATION.indexOf(c) >= 0;
    }

    private int[] characters(String text) {
        IntSequence characters = new IntSequence(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (whiteSpace || codePoint > Character.MAX_VALUE || !WhiteSpace.is((char) codePoint)) {
                characters.add(codePoint);
            }
        }
        return characters.toArray();
    }

    @Override
    public double pairScore(double[] statistics) {
        return epsilon ? meanOfOrders(statistics) : ofMeans(statistics);
    }

    /// Returns the mean of the orders' scores, with a tiny number for empty ones, as chrF was computed before
    /// sacreBLEU 2.
    private double meanOfOrders(double[] statistics) {
        double sum = 0;
        for (int row = 0; row < statistics.length; row += ROW) {
            double precision = statistics[row] > 0 ? statistics[row + 2] / statistics[row] : EPSILON;
            double recall = statistics[row + 1] > 0 ? statistics[row + 2] / statistics[row + 1] : EPSILON;
            double below = beta * beta * precision + recall;
            sum += below > 0 ? (1 + beta * beta) * precision * recall / below : EPSILON;
        }
        return 100 * ROW * sum / statistics.length;
    }

    private double ofMeans(double[] statistics) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int row = 0; row < statistics.length; row += ROW) {
            if (statistics[row] > 0 && statistics[row + 1] > 0) {
                precision += statistics[row + 2] / statistics[row];
                recall += statistics[row + 2] / statistics[row + 1];
                orders++;
            }
        }
        if (precision + recall == 0) {
            return 0;
        }
        precision /= orders;
        recall /= orders;
        return 100 * (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return pairScore(summedStatistics);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:%s|case:%s|eff:%s|nc:%d|nw:%d|space:%s|version:2.6.0%s"
                .formatted(
                        references,
                        lowerCase ? "lc" : "mixed",
                        epsilon ? "no" : "yes",
                        characterOrders,
                        wordOrders,
                        whiteSpace ? "yes" : "no",
                        beta == USUAL_BETA ? "" : "|beta:" + beta);
    }
}
