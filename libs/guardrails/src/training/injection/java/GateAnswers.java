package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import io.plumbline.guardrails.content.ContentAnswers;
import io.plumbline.guardrails.injection.encoder.EncoderAnswers;
import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence;
import io.plumbline.guardrails.injection.signal.SignalReader;
import io.plumbline.guardrails.text.SourceWords;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Writes the answers of the encoder and its heads for texts, for training the gate before the encoder: `java -cp
/// ... io.plumbline.guardrails.injection.GateAnswers TEXTS ANSWERS [FIRST]`, where TEXTS is the output of
/// `gate_corpus.py` or `content/gate_texts.py`. A line of JSON for each English text; none for harmless answers
/// and documents in the training data.
final class GateAnswers {

    private static final SignalReader SIGNALS = new SignalReader(NgramClassifier.ofCallers());

    private GateAnswers() {}

    public static void main(String... args) throws IOException {
        InjectionDetector detector = new InjectionDetector();
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
            for (int i = args.length > 2 ? Integer.parseInt(args[2]) : 0; i < lines.size(); i++) {
                String[] row = lines.get(i).split("\t", -1);
                if (!row[3].equals("user") && row[0].equals("train") && row[2].equals("0")) {
                    continue; // harmless by itself, whatever the encoder says
                }
                String text = new String(Base64.getDecoder().decode(row[4]), StandardCharsets.UTF_8);
                boolean third = row[3].equals("third");
                SourceWords source = SourceWords.of(text);
                String words = source == null ? text : source.text();
                ForeignParts foreign = ForeignParts.of(words);
                if (!foreign.isEmpty() || foreign.hasOther()) {
                    continue;
                }
                Remembering encoder = new Remembering();
                InspectedText passage = new InspectedText(
                                text,
                                third ? Provenance.RETRIEVED : Provenance.USER,
                                Surroundings.NONE,
                                Deadline.NONE,
                                encoder)
                        .seenThoroughly();
                double score = row[3].equals("answer") ? 0 : score(detector, passage);
                double alone = row[3].equals("answer") ? 0 : score(detector, passage.withoutEncoder());
                out.println("{\"row\":%d,\"code\":%b,\"score\":%.4f,\"alone\":%.4f,%s,\"windows\":%s}".formatted(
                        i, source != null, score, alone, layers(words, third), windows(words, encoder)));
                if (i % 2000 == 0) {
                    System.out.println(i);
                }
            }
        }
    }

    private static double score(InjectionDetector detector, InspectedText passage) {
        List<Finding> found = detector.detect(passage);
        return found.isEmpty() ? 0 : found.getFirst().score();
    }

    private static String layers(String words, boolean third) {
        InjectionEvidence.Verdict verdict = SIGNALS.read(words, Deadline.NONE);
        NgramClassifier classifier = third ? NgramClassifier.ofDocuments() : NgramClassifier.ofCallers();
        NgramClassifier.Score ngrams = classifier.score(words, Deadline.NONE);
        Ensemble ensemble = third ? Ensemble.ofDocuments() : Ensemble.ofCallers();
        return "\"signals\":%.4f,\"families\":%d,\"highest\":%.4f,\"mean\":%.4f,\"ngramWindows\":%d,\"sentences\":%d,\"whole\":%.5f"
                .formatted(
                        verdict.score(),
                        verdict.familiesFrom(0.18),
                        ngrams.highest(),
                        ngrams.mean(),
                        ngrams.windows(),
                        ngrams.sentences(),
                        ensemble.weigh(verdict, ngrams, null).probability());
    }

    private static String windows(String words, TextEncoder encoder) {
        Encoding encoding = encoder.encode(words, () -> false);
        StringJoiner windows = new StringJoiner(",", "[", "]");
        for (int i = 0; i < encoding.windows(); i++) {
            EncodedWindow window = encoding.window(i);
            StringJoiner harms = new StringJoiner(",", "[", "]");
            for (float margin : ContentAnswers.of(window)) {
                harms.add(rounded(margin));
            }
            StringJoiner pieces = new StringJoiner(",", "[", "]");
            EncoderAnswers.ofDocuments(words, window, (begin, end, logOdds) -> pieces.add(
                    "[%d,%d,%s]".formatted(window.start(begin), window.end(end - 1), rounded(logOdds))));
            windows.add("[%d,%d,%s,%s,%s]".formatted(
                    encoding.start(i),
                    encoding.end(i),
                    rounded(EncoderAnswers.ofCallers(window)),
                    harms,
                    pieces));
        }
        return windows.toString();
    }

    private static String rounded(float logOdds) {
        return String.format(Locale.ROOT, "%.3f", logOdds);
    }

    /// Encodes each text once.
    private static final class Remembering implements TextEncoder {
        private final Map<String, Encoding> known = new HashMap<>();

        @Override
        public Encoding encode(String text, TimeLimit expired) {
            return known.computeIfAbsent(
                    text, key -> MiniLmEncoder.shared().load().encode(key, () -> false));
        }
    }
}
