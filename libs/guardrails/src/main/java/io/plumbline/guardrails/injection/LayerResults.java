package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.Ensemble.Layer;
import io.plumbline.guardrails.injection.Ensemble.Opinion;
import io.plumbline.guardrails.injection.encoder.EncoderClassifier;
import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence.Verdict;
import io.plumbline.guardrails.injection.signal.Signal.Family;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The results of each layer of an [InjectionDetector] for a text or a part of it.
///
/// @param at where the inspected part begins in the text
record LayerResults(
        int at,
        Verdict verdict,
        NgramClassifier.Score ngrams,
        EncoderClassifier.@Nullable Score encoder,
        Opinion opinion) {

    /// Signals of at least this weight determine the place and the kind of the attack.
    private static final double TELLING = 0.3;

    /// How much more several turns must score together than apart, by signals and in total.
    static final double CONTRIBUTION = 0.2;

    LayerResults at(int place) {
        return new LayerResults(place, verdict, ngrams, encoder, opinion);
    }

    LayerResults with(Opinion other) {
        return new LayerResults(at, verdict, ngrams, encoder, other);
    }

    boolean saysMoreThan(LayerResults part) {
        return verdict.score() >= part.verdict.score() + CONTRIBUTION
                && opinion.probability() >= part.opinion.probability() + CONTRIBUTION;
    }

    boolean isTold() {
        return verdict.score() >= TELLING;
    }

    Family family() {
        return isTold() ? verdict.strongest() : Family.RESEMBLANCE;
    }

    String detector() {
        return InjectionDetector.NAME + "." + opinion.strongest().name().toLowerCase(Locale.ROOT);
    }

    String explanation() {
        StringJoiner explanation = new StringJoiner("; ");
        if (verdict.score() > 0) {
            explanation.add(layer(Layer.SIGNALS, verdict.score()) + " (" + verdict.explanation() + ")");
        }
        explanation.add(layer(Layer.NGRAMS, probability(ngrams.highest())));
        if (encoder != null) {
            explanation.add(layer(Layer.ENCODER, probability(encoder.highest())));
        }
        return explanation.toString();
    }

    private static String layer(Layer layer, double score) {
        return layer.name().toLowerCase(Locale.ROOT) + " " + Math.round(score * 100) / 100.0;
    }

    private static double probability(float logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
