package io.plumbline.knowledge.embedding;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import java.util.ArrayList;
import java.util.List;

/// Embeds with the text encoder of this process. The vector of a text is the mean of its windows of 128 tokens,
/// each weighted by its tokens, with length 1; all zeros for a text without tokens. Thread-safe.
public final class EncoderEmbedder implements Embedder {

    private final TextEncoder encoder;
    private final TimeLimit limit;

    /// @param encoder such as [io.plumbline.embeddings.MiniLmEncoder#shared]
    /// @param limit   the time limit of a call of [#embed]
    public EncoderEmbedder(TextEncoder encoder, TimeLimit limit) {
        this.encoder = encoder;
        this.limit = limit;
    }

    @Override
    public String model() {
        return "all-MiniLM-L6-v2-q8";
    }

    @Override
    public int dimensions() {
        return TextEncoder.DIMENSIONS;
    }

    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder is overloaded, has no time
    ///     left, or cannot be loaded
    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (String text : texts) {
            vectors.add(embed(text));
        }
        return vectors;
    }

    private float[] embed(String text) {
        Encoding encoding = encoder.encode(text, limit);
        float[] sum = new float[TextEncoder.DIMENSIONS];
        for (int window = 0; window < encoding.windows(); window++) {
            EncodedWindow encoded = encoding.window(window);
            float[] mean = encoded.mean(TextEncoder.LAYERS);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += encoded.tokens() * mean[i];
            }
        }
        return Vectors.normalized(sum);
    }
}
