package io.plumbline.guardrails.injection.encoder;

import io.plumbline.embeddings.EncodedWindow;

/// The answers of the encoder's heads for a window, for training the gates before the encoder.
public final class EncoderAnswers {

    private EncoderAnswers() {}

    /// Receives the rating of a piece of a window.
    public interface Piece {
        /// @param begin first token
        /// @param end one past the last
        void rated(int begin, int end, float logOdds);
    }

    public static float ofCallers(EncodedWindow window) {
        return EncoderClassifier.ofCallers().logOdds(window);
    }

    public static void ofDocuments(CharSequence text, EncodedWindow window, Piece piece) {
        SentenceClassifier.standard().pieces(text, window, piece::rated);
    }
}
