package io.plumbline.guardrails.content;

import io.plumbline.embeddings.EncodedWindow;

/// The heads' margins for a window, for training the gate before the encoder.
public final class ContentAnswers {

    private static final ContentHeads HEADS = ContentHeads.builtIn();

    private ContentAnswers() {}

    /// The margin of each harm.
    public static float[] of(EncodedWindow window) {
        return HEADS.margins(window);
    }
}
