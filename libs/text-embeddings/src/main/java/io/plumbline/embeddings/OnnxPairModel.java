package io.plumbline.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// A BERT-like model with one number for a pair of texts, such as BLEURT: a folder with `model.onnx` (inputs
/// `input_ids`, `attention_mask` and `token_type_ids`; the first output has one number) and the `vocab.txt` of an
/// uncased BERT, one piece per line.
///
/// The pair is `[CLS] first [SEP] second [SEP]`, at most 512 tokens: the last token of the longer text is dropped
/// until it fits, as in BERT's and BLEURT's own code. Runs on a bounded number of platform threads. Thread-safe.
public final class OnnxPairModel {

    private static final String MODEL = "model.onnx";
    private static final String VOCABULARY = "vocab.txt";
    private static final int LONGEST = 512;
    private static final int SPECIAL = 3;
    private static final int WAITING_PER_CORE = 32;

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieceTokenizer tokenizer;
    private final EncoderPool pool;

    private OnnxPairModel(OrtEnvironment environment, OrtSession session, WordPieceTokenizer tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
        int cores = Runtime.getRuntime().availableProcessors();
        this.pool = new EncoderPool(cores, WAITING_PER_CORE * cores);
    }

    /// @throws EncoderUnavailableException when the folder has no such model, or it cannot be loaded here
    public static OnnxPairModel load(Path folder) {
        OrtEnvironment environment = NativeLibraries.load();
        try (SessionOptions options = new SessionOptions();
                BufferedReader pieces = Files.newBufferedReader(folder.resolve(VOCABULARY))) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            WordPieceTokenizer tokenizer = new WordPieceTokenizer(Vocabulary.ofLines(pieces));
            OrtSession session = environment.createSession(folder.resolve(MODEL).toString(), options);
            if (!session.getInputNames().equals(Set.of(IDS, MASK, TYPES))) {
                session.close();
                throw new EncoderUnavailableException(
                        "the model's inputs are not " + IDS + ", " + MASK + " and " + TYPES);
            }
            return new OnnxPairModel(environment, session, tokenizer);
        } catch (IOException | IllegalArgumentException | OrtException e) {
            throw new EncoderUnavailableException("a model for pairs cannot be loaded: " + e.getMessage(), e);
        }
    }

    /// The model's unchanged output for a pair.
    ///
    /// @throws EncoderUnavailableException when too many are waiting, or the model does not give one number
    public double score(String first, String second) {
        return pool.call(() -> run(tokenizer.tokenize(first), tokenizer.tokenize(second)), () -> false);
    }

    private double run(WordPieces first, WordPieces second) {
        int firstTokens = first.size();
        int secondTokens = second.size();
        while (firstTokens + secondTokens > LONGEST - SPECIAL) {
            if (firstTokens > secondTokens) {
                firstTokens--;
            } else {
                secondTokens--;
            }
        }
        long[] ids = new long[firstTokens + secondTokens + SPECIAL];
        long[] types = new long[ids.length];
        ids[0] = WordPieceTokenizer.CLS;
        copy(first, firstTokens, ids, 1);
        copy(second, secondTokens, ids, firstTokens + 2);
        Arrays.fill(types, firstTokens + 2, types.length, 1);
        return run(ids, types);
    }

    /// Some tokens, and the special token that ends them.
    private static void copy(WordPieces tokens, int count, long[] ids, int at) {
        for (int i = 0; i < count; i++) {
            ids[at + i] = tokens.id(i);
        }
        ids[at + count] = WordPieceTokenizer.SEP;
    }

    private double run(long[] ids, long[] types) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = row(ids);
                OnnxTensor mask = row(ones);
                OnnxTensor segments = row(types);
                OrtSession.Result result = session.run(Map.of(IDS, tokens, MASK, mask, TYPES, segments))) {
            float[] numbers = result.get(0) instanceof OnnxTensor tensor
                    ? tensor.getFloatBuffer().array()
                    : new float[0];
            if (numbers.length != 1 || !Float.isFinite(numbers[0])) {
                throw new EncoderUnavailableException("the model for pairs did not give one number");
            }
            return numbers[0];
        } catch (OrtException e) {
            throw new EncoderUnavailableException("ONNX Runtime could not run the model for pairs", e);
        }
    }

    private OnnxTensor row(long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {1, numbers.length});
    }
}
