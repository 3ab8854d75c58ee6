package io.plumbline.registry.knowledge.rerank;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body that stores the reranker of a knowledge base.
///
/// @param url that the operator allows, of an endpoint with the API of Cohere, Jina or vLLM, such as
/// `https://api.example.com/v1/rerank`
/// @param apiKey sent as a bearer token, stored encrypted and never returned; if absent, the stored one stays, unless
///     the endpoint is on another host
/// @param timeoutMs how long a search waits for it; default: 2,000
/// @param candidates number of results that are sent to it; default: 50
record RerankerRequest(
        @NotBlank @Size(max = 500) String url,

        @NotBlank @Size(max = 200) String model,

        @Nullable @Size(min = 1, max = 2_000) String apiKey,

        @Nullable @Min(100) @Max(10_000) Integer timeoutMs,

        @Nullable @Min(2) @Max(100) Integer candidates) {

    private static final int TIMEOUT = 2_000;
    private static final int CANDIDATES = 50;

    RerankerTerms terms() {
        return new RerankerTerms(
                url.strip(),
                model.strip(),
                Objects.requireNonNullElse(timeoutMs, TIMEOUT),
                Objects.requireNonNullElse(candidates, CANDIDATES));
    }

    /// Omits the key.
    @Override
    public String toString() {
        return "RerankerRequest[]";
    }
}
