package io.plumbline.eval.metric;

import java.util.List;

/// chrF2 as sacreBLEU 2.6.0 computes it by default: character 1- to 6-grams without white space, β = 2, case kept;
/// 0 to 100.
///
/// Precision and recall are averaged over the orders for which both sides have n-grams, then combined. Of
/// several references the one with the best score gives the pair its statistics. Characters are code points,
/// not UTF-16 units.
///
/// One difference: where every reference of a pair is empty sacreBLEU raises an error; here that pair scores 0.
///
/// @see <a href="https://aclanthology.org/W15-3049">Popović 2015</a>
final class Chrf implements Metric {

    private static final int ORDERS = 6;
    private static final double BETA_SQUARED = 4;

    @Override
    public String name() {
        return "chrf";
    }

    @Override
    public double maximum() {
        return 100;
    }

    /// For each order the n-grams of the hypothesis, those of the reference, and the matches.
    @Override
    public double[] statistics(TextPair pair) {
        int[] hypothesis = characters(pair.hypothesis());
        double[] best = new double[3 * ORDERS];
        double bestScore = -1;
        for (String reference : ReferenceCount.nonEmpty(pair.references())) {
            double[] statistics = statistics(hypothesis, characters(reference));
            double score = pairScore(statistics);
            if (score > bestScore) {
                best = statistics;
                bestScore = score;
            }
        }
        return best;
    }

    private static double[] statistics(int[] hypothesis, int[] reference) {
        int[] matches = NGramOverlap.matches(hypothesis, List.of(reference), ORDERS);
        double[] statistics = new double[3 * ORDERS];
        for (int order = 1; order <= ORDERS; order++) {
            int inReference = NGramOverlap.total(reference.length, order);
            int row = 3 * (order - 1);
            statistics[row] = inReference == 0 ? 0 : NGramOverlap.total(hypothesis.length, order);
            statistics[row + 1] = inReference;
            statistics[row + 2] = matches[order - 1];
        }
        return statistics;
    }

    private static int[] characters(String text) {
        Tokens characters = new Tokens(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint > Character.MAX_VALUE || !WhiteSpace.is((char) codePoint)) {
                characters.add(codePoint);
            }
        }
        return characters.toArray();
    }

    @Override
    public double pairScore(double[] statistics) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int row = 0; row < statistics.length; row += 3) {
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
        return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return pairScore(summedStatistics);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0";
    }
}
