package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Deadline;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Writes what the detector sees in texts, for training: the hashed n-grams of each block of words, and the weight of
/// each family of signals. Run with the classes of this module on the class path:
/// `java -cp target/classes:OUT io.plumbline.guardrails.injection.InjectionFeatures TEXTS FEATURES`, where TEXTS has a
/// text a line, in base64.
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
        Evidence.Verdict verdict = reader.read(text, Deadline.NONE);
        out.writeFloat((float) verdict.score());
        for (Signal.Family family : Signal.Family.values()) {
            out.writeFloat(verdict.families().getOrDefault(family, 0.0).floatValue());
        }
    }

    private static void ngrams(String text, DataOutputStream out) throws IOException {
        List<List<Integer>> blocks = new ArrayList<>();
        new NgramReader(new NgramReader.Sink() {
                    private List<Integer> block = new ArrayList<>();
                    private int words;

                    @Override
                    public void ngram(int bucket) {
                        if (words == 0 && block.isEmpty()) {
                            blocks.add(block);
                        }
                        block.add(bucket);
                    }

                    @Override
                    public void wordEnds(int start, int end) {
                        if (++words == NgramClassifier.BLOCK) {
                            words = 0;
                            block = new ArrayList<>();
                        }
                    }
                })
                .read(text, Deadline.NONE);
        out.writeInt(blocks.size());
        for (List<Integer> block : blocks) {
            out.writeInt(block.size());
            for (int bucket : block) {
                out.writeInt(bucket);
            }
        }
    }
}
