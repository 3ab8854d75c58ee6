package io.plumbline.eval.metric;

/// A pair is too large to be scored in bounded time and memory. The message states by how much and contains no
/// text.
///
/// Besides the bounds of [TextPair], there is a limit on the work of ROUGE-L and ROUGE-Lsum, which is the product
/// of both lengths: hypothesis and reference of about 45,000 tokens each, or of 3,000 lines each.
public final class OversizedTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public OversizedTextException(String message) {
        super(message);
    }
}
