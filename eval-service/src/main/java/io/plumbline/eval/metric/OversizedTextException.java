package io.plumbline.eval.metric;

/// A pair is too large to be scored in bounded time and memory. The message says by how much and holds no text.
///
/// Besides the bounds of [TextPair] there is one on the work of ROUGE-L and ROUGE-Lsum, which grows with the
/// product of the two lengths: hypothesis and reference of 45,000 tokens each, or of 3,000 lines each, are
/// about the most.
public final class OversizedTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    OversizedTextException(String message) {
        super(message);
    }
}
