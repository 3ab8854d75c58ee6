package io.plumbline.eval.metric.scorer;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.OnnxPairModel;
import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoreMemory;
import io.plumbline.eval.metric.TextPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A metric that a model in a folder computes within this process, such as BLEURT: reference and answer as a
/// pair, the best of several references; what is below 0 or above 1 is taken as 0 or 1. Loads when it is
/// first used; one that cannot be loaded, or gives no number, makes the metric unavailable. The scores of
/// the last 32,768 pairs are kept. Thread-safe.
public final class OnnxScorer implements MeanMetric {

    private static final int DIGITS = 12;

    private final String name;
    private final FutureTask<Loaded> loading;
    private final ScoreMemory memory = new ScoreMemory();

    /// @param digest the first digits of that of the model's file
    private record Loaded(OnnxPairModel model, String digest) {

        private static Loaded from(Path folder) throws IOException, NoSuchAlgorithmException {
            OnnxPairModel model = OnnxPairModel.load(folder);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream file = Files.newInputStream(folder.resolve("model.onnx"));
                    DigestInputStream read = new DigestInputStream(file, digest)) {
                read.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return new Loaded(model, HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
        }
    }

    /// @param folder with `model.onnx` and `vocab.txt`
    public OnnxScorer(String name, Path folder) {
        this.name = name;
        this.loading = new FutureTask<>(() -> Loaded.from(folder));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double score(TextPair pair) {
        double known = memory.of(pair);
        if (!Double.isNaN(known)) {
            return known;
        }
        OnnxPairModel model = loaded().model();
        double best = 0;
        try {
            for (String reference : pair.references()) {
                best = Math.max(best, Math.min(1, model.score(reference, pair.hypothesis())));
            }
        } catch (EncoderUnavailableException e) {
            throw new MetricUnavailableException(name + " cannot be computed: " + e.getMessage(), e);
        }
        memory.keep(pair, best);
        return best;
    }

    private Loaded loaded() {
        loading.run();
        try {
            return loading.get();
        } catch (ExecutionException e) {
            throw new MetricUnavailableException(name + " is UNAVAILABLE: its model cannot be loaded", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetricUnavailableException(name + " cannot be computed: interrupted", e);
        }
    }

    /// Names the model's file by its digest: another one makes other scores.
    @Override
    public String pairSignature(ReferenceCount references) {
        try {
            return "nrefs:" + references + "|scorer:" + name + "|model:" + loaded().digest();
        } catch (MetricUnavailableException e) {
            return "UNAVAILABLE";
        }
    }
}
