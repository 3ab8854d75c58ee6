package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.encoder.EncoderClassifier;
import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Combines the scores of the layers: a logistic regression, fitted on scores that each layer gave to sources of
/// texts that it was not trained on. Immutable and thread-safe.
///
/// Its coefficients are the resource `ensemble.txt`: a row for callers' texts and one for third parties' texts,
/// each without and with an encoder.
final class Ensemble {

    private static final double SURE = 0.99;
    private static final float MOST_NGRAMS = 15;
    private static final float MOST_ENCODER = 12;
    private static final double MOST_WINDOWS = 5;

    /// Deduction from the log-odds of a selected part of a text, per unit of the logarithm of the number of
    /// sentences; chosen to flag long harmless texts as rarely as before.
    private static final double CHOSEN = 0.5;

    private static final double LEAST_DOUBT = 1e-9;
    private static final double CHOSEN_BY_LOG = 0.5;

    /// The deduction for a window of a long document, by the logarithm of the number of windows: none of 101
    /// harmless documents of 20 to 100 KB is flagged for a window of it, nor from 0.4 on.
    private static final double WINDOW_BY_LOG = 0.5;

    /// The deduction for a text among others, such as a string of JSON: of 375 jailbreaks 354 are found among 80
    /// longer strings and 361 by themselves; of 382 JSON texts with 20 harmless strings 18 are flagged, and 47
    /// without this deduction.
    private static final double TEXT_BY_LOG = 0.15;

    /// Families of at least this weight count by their number too.
    private static final double TELLING = 0.18;

    private static final int MOST_FAMILIES = 6;

    private final double[] alone;
    private final double[] withEncoder;

    private Ensemble(double[] alone, double[] withEncoder) {
        this.alone = alone;
        this.withEncoder = withEncoder;
    }

    /// The combined rating of the layers.
    ///
    /// @param probability that the text is an attack, at a prior of one in a few
    /// @param strongest the layer with the largest effect
    record Opinion(double probability, Layer strongest) {

        /// The rating of a part that was selected from this many as the most suspicious: lower, because its
        /// log-odds are the highest of many.
        Opinion amongst(int sentences) {
            return less(CHOSEN + CHOSEN_BY_LOG * Math.log(sentences));
        }

        /// The same for a window of a long document.
        Opinion amongWindows(int windows) {
            return less(WINDOW_BY_LOG * Math.log(windows));
        }

        private Opinion less(double logOdds) {
            return new Opinion(Ensemble.less(probability, logOdds), strongest);
        }
    }

    /// The probability that one of this many texts is an attack, given the highest.
    static double among(double probability, int texts) {
        return less(probability, TEXT_BY_LOG * Math.log(texts));
    }

    private static double less(double probability, double logOdds) {
        double odds = probability / Math.max(LEAST_DOUBT, 1 - probability) * Math.exp(-logOdds);
        return odds / (1 + odds);
    }

    /// A layer of the detector.
    enum Layer {
        SIGNALS,
        NGRAMS,
        ENCODER
    }

    static Ensemble ofCallers() {
        return Holder.CALLERS;
    }

    static Ensemble ofDocuments() {
        return Holder.DOCUMENTS;
    }

    private static final class Holder {
        private static final Ensemble CALLERS = new Ensemble(row("callers"), row("callers-encoder"));
        private static final Ensemble DOCUMENTS = new Ensemble(row("documents"), row("documents-encoder"));
    }

    private static double[] row(String name) {
        try (InputStream resource = Objects.requireNonNull(Ensemble.class.getResourceAsStream("ensemble.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> parse(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] parse(String numbers) {
        String[] parts = numbers.split(" ", -1);
        double[] row = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            row[i] = Double.parseDouble(parts[i]);
        }
        return row;
    }

    /// @param signals what the text says
    /// @param ngrams log-odds
    /// @param encoder log-odds; null without an encoder
    Opinion weigh(
            InjectionEvidence.Verdict signals,
            NgramClassifier.Score ngrams,
            EncoderClassifier.@Nullable Score encoder) {
        double[] row = encoder == null ? alone : withEncoder;
        double windows = Math.min(Math.log(Math.max(1, ngrams.windows())), MOST_WINDOWS);
        double capped = Math.min(signals.score(), SURE);
        double bySignals = row[1] * capped
                - row[2] * Math.log1p(-capped)
                + row[3] * Math.min(signals.familiesFrom(TELLING), MOST_FAMILIES)
                + row[4] * windows * capped;
        double highest = clip(ngrams.highest(), MOST_NGRAMS);
        double byNgrams = row[5] * highest
                + row[6] * Math.max(0, highest)
                + row[7] * clip(ngrams.mean(), MOST_NGRAMS)
                + row[8] * windows;
        double byEncoder = 0;
        if (encoder != null) {
            double most = clip(encoder.highest(), MOST_ENCODER);
            byEncoder = row[9] * most
                    + row[10] * Math.max(0, most)
                    + row[11] * clip(encoder.mean(), MOST_ENCODER)
                    + row[12] * windows * Math.max(0, most);
        }
        double probability = 1 / (1 + Math.exp(-(row[0] + bySignals + byNgrams + byEncoder)));
        return new Opinion(probability, strongest(bySignals, byNgrams, byEncoder));
    }

    private static Layer strongest(double bySignals, double byNgrams, double byEncoder) {
        if (bySignals >= byNgrams && bySignals >= byEncoder) {
            return Layer.SIGNALS;
        }
        return byNgrams >= byEncoder ? Layer.NGRAMS : Layer.ENCODER;
    }

    private static double clip(float logOdds, float most) {
        return Math.clamp(logOdds, -most, most);
    }
}
