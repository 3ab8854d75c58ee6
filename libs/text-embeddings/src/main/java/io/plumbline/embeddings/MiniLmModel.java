package io.plumbline.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// all-MiniLM-L6-v2 with 8-bit weights, in ONNX Runtime: maps a sequence of tokens to their vectors after each
/// layer. Thread-safe; a run uses only the calling thread.
///
/// The model's file yields only the last layer; outputs are therefore added to its graph while it is read. It is
/// read into off-heap memory, which is released when the session is created.
final class MiniLmModel {

    /// The maximum length of a sequence, special tokens included.
    static final int LONGEST = 512;

    static final String FILE = "/all-minilm-l6-v2-q.onnx";
    private static final List<String> INNER_LAYERS = IntStream.range(0, TextEncoder.LAYERS - 1)
            .mapToObj(layer -> "/encoder/layer." + layer + "/output/LayerNorm/Add_1_output_0")
            .toList();
    private static final String LAST_LAYER = "last_hidden_state";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<String> layers = new ArrayList<>(INNER_LAYERS);

    private MiniLmModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
        layers.add(LAST_LAYER);
    }

    /// @throws EncoderUnavailableException when it cannot be loaded
    static MiniLmModel load() {
        OrtEnvironment environment = NativeLibraries.load();
        try (Arena arena = Arena.ofConfined();
                SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new MiniLmModel(environment, environment.createSession(read(arena), options));
        } catch (IOException | OrtException e) {
            throw new EncoderUnavailableException("the encoder's model cannot be loaded", e);
        }
    }

    private static ByteBuffer read(Arena arena) throws IOException {
        URL file = MiniLmModel.class.getResource(FILE);
        if (file == null) {
            throw new IOException("the class path has no " + FILE);
        }
        byte[] moreOutputs = OnnxOutputs.named(INNER_LAYERS);
        URLConnection connection = file.openConnection();
        long size = connection.getContentLengthLong();
        MemorySegment model = arena.allocate(size + moreOutputs.length);
        ByteBuffer buffer = model.asByteBuffer();
        try (InputStream in = connection.getInputStream()) {
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                buffer.put(chunk, 0, read);
            }
        }
        return buffer.put(moreOutputs).flip();
    }

    /// The vectors of all tokens of a sequence after each layer, the first layer's first.
    ///
    /// @param ids at most [#LONGEST], special tokens included
    float[][] run(long[] ids) {
        return run(ids, layers);
    }

    /// The same for one layer.
    float[] run(long[] ids, int layer) {
        return run(ids, List.of(layers.get(layer - 1)))[0];
    }

    private float[][] run(long[] ids, List<String> wanted) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = row(ids);
                OnnxTensor mask = row(ones);
                OnnxTensor types = row(new long[ids.length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types),
                        new LinkedHashSet<>(wanted))) {
            float[][] vectors = new float[wanted.size()][];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = ((OnnxTensor) result.get(i)).getFloatBuffer().array();
            }
            return vectors;
        } catch (OrtException e) {
            throw new EncoderUnavailableException("ONNX Runtime could not run the model", e);
        }
    }

    private OnnxTensor row(long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {1, numbers.length});
    }
}
