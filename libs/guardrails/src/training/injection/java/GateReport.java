package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import io.plumbline.guardrails.content.ContentDetector;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Compares the detectors with and without the cascade: `java -cp ...
/// io.plumbline.guardrails.injection.GateReport TEXTS OUT`, where TEXTS has a line for each text: group, 1 if
/// findings are expected, provenance (`user`, `third`, `answer`), text (base64). OUT gets the same without the
/// text, then the scores with the cascade, without it and without the encoder, the windows of the text, the
/// numbers of encoded windows with and without the cascade, and the milliseconds with it.
final class GateReport {

    private GateReport() {}

    public static void main(String... args) throws IOException {
        Detector injection = new InjectionDetector();
        Detector content = new ContentDetector();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
            for (String line : Files.readAllLines(Path.of(args[0]))) {
                String[] row = line.split("\t", -1);
                String text = new String(Base64.getDecoder().decode(row[3]), StandardCharsets.UTF_8);
                Detector detector = row[2].equals("answer") ? content : injection;
                Remembering encoder = new Remembering();
                InspectedText passage = new InspectedText(
                        text,
                        row[2].equals("third") ? Provenance.RETRIEVED : Provenance.USER,
                        Surroundings.NONE,
                        Deadline.NONE,
                        encoder);
                long start = System.nanoTime();
                double with = score(detector, passage);
                double millis = (System.nanoTime() - start) / 1e6;
                int asked = encoder.asked.size();
                encoder.asked.clear();
                double thorough = score(detector, passage.seenThoroughly());
                double alone = score(detector, passage.withoutEncoder());
                out.println("%s\t%s\t%s\t%.4f\t%.4f\t%.4f\t%d\t%d\t%d\t%.2f"
                        .formatted(
                                row[0],
                                row[1],
                                row[2],
                                with,
                                thorough,
                                alone,
                                MiniLmEncoder.shared().load().encode(text, () -> false).windows(),
                                asked,
                                encoder.asked.size(),
                                millis));
            }
        }
    }

    private static double score(Detector detector, InspectedText passage) {
        return detector.detect(passage).stream()
                .mapToDouble(Finding::score)
                .max()
                .orElse(0);
    }

    /// Encodes each text once and records the requested windows.
    private static final class Remembering implements TextEncoder {
        private final Map<String, Encoding> known = new HashMap<>();
        private final Set<String> asked = new HashSet<>();

        @Override
        public Encoding encode(String text, TimeLimit expired) {
            Encoding encoding = known.computeIfAbsent(
                    text, key -> MiniLmEncoder.shared().load().encode(key, () -> false));
            return new Encoding() {
                @Override
                public int windows() {
                    return encoding.windows();
                }

                @Override
                public int start(int window) {
                    return encoding.start(window);
                }

                @Override
                public int end(int window) {
                    return encoding.end(window);
                }

                @Override
                public EncodedWindow window(int window) {
                    asked.add(text.hashCode() + ":" + window);
                    return encoding.window(window);
                }
            };
        }
    }
}
