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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A metric computed in this process by a model in a folder, for example BLEURT: reference and answer as a pair,
/// the best of several references, clamped to 0..1. The model is loaded on first use. One that cannot be loaded,
/// or returns no number, makes the metric unavailable, and is retried with the next pair. The scores of the
/// 32,768 most recent pairs are cached. Thread-safe.
public final class OnnxScorer implements MeanMetric {

    private static final int DIGITS = 12;

    private final String name;
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScoreMemory memory = new ScoreMemory();
    private @Nullable Loaded loaded;

    /// @param digest the first digits of the digest of all files in the folder, concatenated by name
    private record Loaded(OnnxPairModel model, String digest) {

        private static Loaded from(Path folder) throws IOException, NoSuchAlgorithmException {
            OnnxPairModel model = OnnxPairModel.load(folder);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files(folder)) {
                try (InputStream bytes = Files.newInputStream(file);
                        DigestInputStream read = new DigestInputStream(bytes, digest)) {
                    read.transferTo(OutputStream.nullOutputStream());
                }
            }
            return new Loaded(model, HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
        }

        private static List<Path> files(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        }
    }

    /// @param folder with `model.onnx` and `vocab.txt`
    public OnnxScorer(String name, Path folder) {
        this.name = name;
        this.folder = folder;
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
        lock.lock();
        try {
            Loaded known = loaded == null ? Loaded.from(folder) : loaded;
            loaded = known;
            return known;
        } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
            throw new MetricUnavailableException(name + " is UNAVAILABLE: its model cannot be loaded", e);
        } finally {
            lock.unlock();
        }
    }

    /// Contains the digest of the model's files: others give other scores.
    @Override
    public String pairSignature(ReferenceCount references) {
        try {
            return "nrefs:" + references + "|scorer:" + name + "|model:" + loaded().digest();
        } catch (MetricUnavailableException e) {
            return "UNAVAILABLE";
        }
    }
}
