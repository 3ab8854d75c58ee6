package io.plumbline.guardrails.content;

import io.plumbline.embeddings.EncodedWindow;

/// What the heads say of a window, for training what spares the encoder.
public final class ContentAnswers {

    private static final ContentHeads HEADS = ContentHeads.builtIn();

    private ContentAnswers() {}

    /// The margin of each harm.
    public static float[] of(EncodedWindow window) {
        return HEADS.margins(window);
    }
}
