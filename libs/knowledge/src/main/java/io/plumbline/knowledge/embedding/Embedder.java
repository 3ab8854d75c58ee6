package io.plumbline.knowledge.embedding;

import java.util.List;

/// Turns texts into vectors whose cosine is the similarity of the texts. Thread-safe.
public interface Embedder {

    /// The name of the model. Vectors of different models cannot be compared.
    String model();

    /// The numbers in a vector.
    int dimensions();

    /// A vector for each text, of any length but 0.
    ///
    /// @throws RuntimeException when the model cannot be used now; the caller may try again
    List<float[]> embed(List<String> texts);
}
