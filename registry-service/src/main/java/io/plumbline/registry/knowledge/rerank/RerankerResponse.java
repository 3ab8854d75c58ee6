package io.plumbline.registry.knowledge.rerank;

import io.plumbline.registry.knowledge.rerank.RerankerStore.Stored;
import java.time.Instant;

/// The reranker of a knowledge base in the API. Its key is never returned.
record RerankerResponse(String url, String model, boolean hasApiKey, int timeoutMs, int candidates, Instant updatedAt) {

    static RerankerResponse from(Stored stored) {
        RerankerTerms terms = stored.terms();
        return new RerankerResponse(
                terms.url(),
                terms.model(),
                stored.apiKey() != null,
                terms.timeoutMs(),
                terms.candidates(),
                stored.updatedAt());
    }
}
