package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.ForeignParts.Part;
import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence;
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

/// Writes the features of the classifier of other languages, for training: for each run of up to three sentences
/// its language, notions, signals and hashed n-grams. Run like `InjectionFeatures`.
final class LanguageFeatures {

    private static final int MOST_SENTENCES = 3;

    private LanguageFeatures() {}

    public static void main(String... args) throws IOException {
        SignalReader signals = new SignalReader(NgramClassifier.ofCallers());
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[1]))))) {
            out.writeInt(Notions.builtIn().count());
            for (String line : Files.readAllLines(Path.of(args[0]))) {
                write(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8), signals, out);
            }
        }
    }

    private static void write(String text, SignalReader signals, DataOutputStream out) throws IOException {
        List<Part> parts = ForeignParts.of(text).parts();
        List<int[]> rows = new ArrayList<>();
        for (int first = 0; first < parts.size(); first++) {
            for (int last = first; last < Math.min(parts.size(), first + MOST_SENTENCES); last++) {
                if (parts.get(last).language() != parts.get(first).language()) {
                    break;
                }
                rows.add(new int[] {first, last});
            }
        }
        out.writeInt(parts.size());
        out.writeInt(rows.size());
        for (int[] row : rows) {
            Part first = parts.get(row[0]);
            long notions = 0;
            List<Integer> ngrams = new ArrayList<>();
            for (int i = row[0]; i <= row[1]; i++) {
                Part part = parts.get(i);
                notions |= Notions.builtIn().in(text, part.start(), part.end(), part.language());
                new NgramReader((hash, buckets, count, start, end) -> {
                            for (int j = 0; j < count; j++) {
                                ngrams.add(buckets[j]);
                            }
                        })
                        .read(text, part.start(), part.end(), Deadline.NONE);
            }
            InjectionEvidence.Verdict verdict =
                    signals.read(text, first.start(), parts.get(row[1]).end(), Deadline.NONE);
            out.writeInt(row[0]);
            out.writeInt(row[1]);
            out.writeInt(first.language().ordinal());
            out.writeLong(notions);
            out.writeFloat((float) verdict.score());
            out.writeInt(ngrams.size());
            for (int ngram : ngrams) {
                out.writeInt(ngram);
            }
        }
    }
}
