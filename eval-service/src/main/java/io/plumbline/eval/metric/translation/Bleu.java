package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.NGramOverlap;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// BLEU as sacreBLEU 2.6.0 computes it, by default with orders 1 to 4, tokenizer 13a, smoothing `exp` and
/// case-sensitive; 0 to 100.
///
/// Another tokenizer, smoothing, or `lc` for lower case are suffixes of the name, in that order: `bleu-intl`,
/// `bleu-char-floor-lc`.
///
/// The score of a pair is `sentence_bleu`, which averages over the orders for which the hypothesis is long enough
/// ("effective order"). The score of a corpus is `corpus_bleu`, which does not. Matches are clipped per n-gram by
/// the reference with the most occurrences. The reference length is the closest one, the shorter of two equally
/// close.
///
/// One difference: if every reference of a pair is empty, sacreBLEU raises an error; here that pair scores 0.
///
/// @see <a href="https://aclanthology.org/P02-1040">Papineni et al. 2002</a>
/// @see <a href="https://aclanthology.org/W18-6319">Post 2018</a>
public final class Bleu implements Metric {

    private static final String NAME = "bleu";
    private static final int USUAL_ORDERS = 4;
    private static final int MOST_ORDERS = 10;
    private static final int MATCHES = 2;

    private final BleuTokenizer tokenizer;
    private final BleuSmoothing smoothing;
    private final double smoothed;
    private final boolean lowerCase;
    private final int orders;
    private final int totals;

    public Bleu() {
        this(BleuTokenizer.V13A, BleuSmoothing.EXP, false);
    }

    Bleu(BleuTokenizer tokenizer, BleuSmoothing smoothing, boolean lowerCase) {
        this(tokenizer, smoothing, smoothing.usual(), lowerCase, USUAL_ORDERS);
    }

    private Bleu(BleuTokenizer tokenizer, BleuSmoothing smoothing, double smoothed, boolean lowerCase, int orders) {
        this.tokenizer = tokenizer;
        this.smoothing = smoothing;
        this.smoothed = smoothed;
        this.lowerCase = lowerCase;
        this.orders = orders;
        this.totals = MATCHES + orders;
    }

    /// With settings that are not part of a name: `tokenize`, `smooth`, `smoothValue`, `lowercase`, `maxOrder`.
    ///
    /// @throws InvalidMetricException if one is invalid
    public static Bleu of(MetricOptions options) {
        BleuTokenizer tokenizer = options.choice("tokenize", BleuTokenizer.V13A, BleuTokenizer::signature);
        BleuSmoothing smoothing = options.choice("smooth", BleuSmoothing.EXP, BleuSmoothing::method);
        double smoothed = options.number("smoothValue", smoothing.usual(), 0, 100);
        boolean lowerCase = options.flag("lowercase");
        return new Bleu(
                tokenizer, smoothing, smoothed, lowerCase, options.integer("maxOrder", USUAL_ORDERS, 1, MOST_ORDERS));
    }

    /// Returns all non-default variants.
    public static List<Metric> variants() {
        List<Metric> variants = new ArrayList<>();
        for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
            for (BleuSmoothing smoothing : BleuSmoothing.values()) {
                for (boolean lowerCase : new boolean[] {false, true}) {
                    Bleu variant = new Bleu(tokenizer, smoothing, lowerCase);
                    if (!variant.name().equals(NAME)) {
                        variants.add(variant);
                    }
                }
            }
        }
        return variants;
    }

    @Override
    public String name() {
        String name = NAME;
        name += tokenizer == BleuTokenizer.V13A ? "" : "-" + tokenizer.signature();
        name += smoothing == BleuSmoothing.EXP ? "" : "-" + smoothing.option();
        return lowerCase ? name + "-lc" : name;
    }

    @Override
    public double maximum() {
        return 100;
    }

    /// Returns hypothesis length, reference length, then matches and totals of each order.
    @Override
    public double[] statistics(TextPair pair) {
        TokenNumbers vocabulary = new TokenNumbers();
        List<int[]> references = new ArrayList<>();
        for (String reference : ReferenceCount.nonEmpty(pair.references())) {
            references.add(tokenize(reference, vocabulary));
        }
        int[] hypothesis = tokenize(pair.hypothesis(), vocabulary);
        int[] matches = NGramOverlap.matches(hypothesis, references, orders);
        double[] statistics = new double[totals + orders];
        statistics[0] = hypothesis.length;
        statistics[1] = closestLength(hypothesis.length, references);
        for (int order = 1; order <= orders; order++) {
            statistics[MATCHES + order - 1] = matches[order - 1];
            statistics[totals + order - 1] = NGramOverlap.total(hypothesis.length, order);
        }
        return statistics;
    }

    private int[] tokenize(String text, TokenNumbers vocabulary) {
        return tokenizer.tokenize(lowerCase ? text.toLowerCase(Locale.ROOT) : text, vocabulary);
    }

    private static int closestLength(int length, List<int[]> references) {
        int closest = references.isEmpty() ? 0 : references.getFirst().length;
        for (int[] reference : references) {
            int difference = Math.abs(reference.length - length) - Math.abs(closest - length);
            if (difference < 0 || (difference == 0 && reference.length < closest)) {
                closest = reference.length;
            }
        }
        return closest;
    }

    @Override
    public double pairScore(double[] statistics) {
        return score(statistics, true);
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return score(summedStatistics, false);
    }

    private double score(double[] statistics, boolean effectiveOrder) {
        if (statistics[MATCHES] == 0) {
            return 0;
        }
        double logSum = 0;
        double halves = 1;
        int reached = 0;
        while (reached < orders) {
            double added = smoothing == BleuSmoothing.ADD_K && reached > 0 ? smoothed : 0;
            double total = statistics[totals + reached] + added;
            double matches = statistics[MATCHES + reached] + added;
            if (total == 0) {
                break;
            }
            if (matches == 0) {
                halves /= 2;
                matches = switch (smoothing) {
                    case EXP -> halves;
                    case FLOOR -> smoothed;
                    case ADD_K, NONE -> 0;
                };
            }
            logSum += Math.log(matches / total);
            reached++;
        }
        if (logSum == Double.NEGATIVE_INFINITY || (reached < orders && !effectiveOrder)) {
            return 0;
        }
        double length = statistics[0];
        double brevity = length < statistics[1] ? Math.exp(1 - statistics[1] / length) : 1;
        return 100 * brevity * Math.exp(logSum / reached);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return signature(references, "yes");
    }

    @Override
    public String corpusSignature(ReferenceCount references) {
        return signature(references, "no");
    }

    private String signature(ReferenceCount references, String effectiveOrder) {
        return "nrefs:%s|case:%s|eff:%s|tok:%s|smooth:%s|version:2.6.0"
                        .formatted(
                                references,
                                lowerCase ? "lc" : "mixed",
                                effectiveOrder,
                                tokenizer.signature(),
                                smoothing.signature(smoothed))
                + (orders == USUAL_ORDERS ? "" : "|order:" + orders);
    }
}
