package io.plumbline.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// The encoder that the detectors were trained with: all-MiniLM-L6-v2 with 8-bit weights, within this process.
///
/// Loads on first use, or earlier by [#load]. It needs some 100 MB outside the heap from then on; therefore there
/// is one per process. A text is encoded window by window on as many threads as there are cores; if too many are
/// waiting, or the time is up, calls fail at once instead of blocking. Thread-safe.
public final class MiniLmEncoder implements TextEncoder, SequenceEncoder {

    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int WAITING_PER_CORE = 32;
    private static final MiniLmEncoder SHARED = new MiniLmEncoder();

    private final FutureTask<String> digest = new FutureTask<>(MiniLmEncoder::digestOfFiles);
    private final FutureTask<Loaded> loading = new FutureTask<>(Loaded::now);
    private final EncoderPool pool;

    private MiniLmEncoder() {
        int cores = Runtime.getRuntime().availableProcessors();
        pool = new EncoderPool(cores, WAITING_PER_CORE * cores);
    }

    /// The encoder of this process.
    public static MiniLmEncoder shared() {
        return SHARED;
    }

    /// Loads the encoder if necessary, and waits until it is loaded.
    ///
    /// @throws EncoderUnavailableException when it cannot be loaded here, now or ever
    public MiniLmEncoder load() {
        Loaded _ = loaded(() -> false);
        return this;
    }

    /// The same encoder for callers that can wait a second for it to load: available until loading is known to
    /// fail, and loaded for the first text.
    public TextEncoder onDemand() {
        return new TextEncoder() {
            @Override
            public boolean isAvailable() {
                return state() != Future.State.FAILED;
            }

            @Override
            public Encoding encode(String text, TimeLimit expired) {
                return MiniLmEncoder.this.encode(text, expired);
            }
        };
    }

    /// Returns the digest of the model and its tokenizer, such as `sha256:9f86…`. Vectors of encoders with
    /// different digests cannot be compared.
    ///
    /// @throws EncoderUnavailableException if a file is missing
    public String digest() {
        digest.run();
        return EncoderPool.await(digest, () -> false);
    }

    private static String digestOfFiles() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of(MiniLmModel.FILE, TOKENIZER)) {
            try (InputStream in = MiniLmEncoder.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IOException("the class path has no " + file);
                }
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /// Whether it is loading or not requested (`RUNNING`), is loaded, or cannot be loaded.
    public Future.State state() {
        return loading.state();
    }

    /// The number of refused requests since the start: because too many were waiting, or because no time was
    /// left.
    public long refused() {
        return pool.refused();
    }

    @Override
    public boolean isAvailable() {
        return state() == Future.State.SUCCESS;
    }

    @Override
    public Encoding encode(String text, TimeLimit expired) {
        Loaded loaded = loaded(expired);
        return new WindowedEncoding(
                text, loaded.tokenizer.tokenize(text), ids -> pool.call(() -> loaded.model.run(ids), expired));
    }

    @Override
    public TokenSequence tokens(String text) {
        WordPieces tokens = loaded(() -> false).tokenizer.tokenize(text);
        return new TokenSequence(sequence(tokens, 0, Math.min(tokens.size(), MiniLmModel.LONGEST - 2)));
    }

    @Override
    public float[] states(TokenSequence tokens, int layer) {
        Loaded loaded = loaded(() -> false);
        return pool.call(() -> loaded.model.run(tokens.ids(), layer), () -> false);
    }

    /// Some tokens between the special ones.
    static long[] sequence(WordPieces tokens, int from, int to) {
        long[] ids = new long[to - from + 2];
        ids[0] = WordPieceTokenizer.CLS;
        for (int i = from; i < to; i++) {
            ids[i - from + 1] = tokens.id(i);
        }
        ids[ids.length - 1] = WordPieceTokenizer.SEP;
        return ids;
    }

    private Loaded loaded(TimeLimit expired) {
        loading.run();
        return EncoderPool.await(loading, expired);
    }

    private record Loaded(WordPieceTokenizer tokenizer, MiniLmModel model) {

        private static Loaded now() throws IOException {
            try (InputStream json = MiniLmEncoder.class.getResourceAsStream(TOKENIZER)) {
                if (json == null) {
                    throw new IOException("the class path has no " + TOKENIZER);
                }
                return new Loaded(new WordPieceTokenizer(Vocabulary.read(json)), MiniLmModel.load());
            }
        }
    }
}
