package io.plumbline.eval.metric.embedding;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The part of a similarity used as the score.
///
/// @param suffix its suffix in a metric's name
/// @param score extracts it from a similarity
/// @param unrelated by layer, first layer first, the score of unrelated texts: the mean over 2,000 pairs drawn at
///     random from answers of TruthfulQA and HaluEval and contexts of HellaSwag, sentences to paragraphs;
///     produced by `src/training/python/bertscore.py --baseline`
record BertScorePart(String suffix, ToDoubleFunction<Similarity> score, List<Double> unrelated) {

    static final List<BertScorePart> ALL = List.of(
            new BertScorePart("", Similarity::f1, List.of(0.387549, 0.372444, 0.361938, 0.379230, 0.479734, 0.144059)),
            new BertScorePart(
                    "-precision",
                    Similarity::precision,
                    List.of(0.393669, 0.377104, 0.364980, 0.381131, 0.481145, 0.148219)),
            new BertScorePart(
                    "-recall",
                    Similarity::recall,
                    List.of(0.391181, 0.375046, 0.363549, 0.380607, 0.481420, 0.146965)));

    double of(Similarity similarity) {
        return score.applyAsDouble(similarity);
    }

    /// Returns the score on a scale where unrelated texts score 0 on average, and equal ones 1.
    ///
    /// @param layer 1 for the first
    double rescaled(double score, int layer) {
        double baseline = unrelated.get(layer - 1);
        return (score - baseline) / (1 - baseline);
    }
}
