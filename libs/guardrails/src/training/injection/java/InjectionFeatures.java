package io.plumbline.guardrails.injection.ngram;

import io.plumbline.guardrails.injection.signal.InjectionEvidence;
import io.plumbline.guardrails.injection.signal.Signal;
import io.plumbline.guardrails.injection.signal.SignalReader;
import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.personaldata.detect.Deadline;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Writes the detector's features of texts, for training: the hashed n-grams of each block of words, and the
/// weight of each family of signals. Run with the classes of this module and of those that it uses: `java -cp
/// CLASSES:OUT io.plumbline.guardrails.injection.ngram.InjectionFeatures TEXTS FEATURES`, where TEXTS has one
/// text per line, in base64.
final class InjectionFeatures {

    private InjectionFeatures() {}

    public static void main(String... args) throws IOException {
        SignalReader reader = new SignalReader(NgramClassifier.ofCallers());
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[1]))))) {
            for (String line : Files.readAllLines(Path.of(args[0]))) {
                String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
                signals(reader, text, out);
                ngrams(text, out);
            }
        }
    }

    private static void signals(SignalReader reader, String text, DataOutputStream out) throws IOException {
        InjectionEvidence.Verdict verdict = reader.read(text, Deadline.NONE);
        out.writeFloat((float) verdict.score());
        for (Signal.Family family : Signal.Family.values()) {
            out.writeFloat(verdict.families().getOrDefault(family, 0.0).floatValue());
        }
    }

    private static void ngrams(String text, DataOutputStream out) throws IOException {
        Blocks blocks = new Blocks();
        new NgramReader(blocks).read(text, 0, text.length(), Deadline.NONE);
        out.writeInt(blocks.all.size());
        for (List<Integer> block : blocks.all) {
            out.writeInt(block.size());
            for (int bucket : block) {
                out.writeInt(bucket);
            }
        }
    }

    /// The n-grams of a number of words at a time.
    private static final class Blocks implements NgramReader.Sink {
        private final List<List<Integer>> all = new ArrayList<>();
        private int words;

        @Override
        public void word(long hash, int[] buckets, int count, int start, int end) {
            if (words++ % NgramWindows.BLOCK == 0) {
                all.add(new ArrayList<>());
            }
            for (int i = 0; i < count; i++) {
                all.getLast().add(buckets[i]);
            }
        }
    }
}
