package io.plumbline.knowledge.index;

import java.util.List;

/// Scores passages by how well they answer a query, such as a cross-encoder of a provider. Thread-safe.
public interface Reranker {

    /// A score for each passage; higher is better.
    ///
    /// @throws RuntimeException when the model cannot be used now; the order of the search then stands
    double[] scores(String query, List<String> passages);
}
