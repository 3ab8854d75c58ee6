package io.plumbline.console.knowledge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// The rerankers of knowledge bases.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/knowledge-bases/{base}/reranker")
interface RerankerClient {

    @GetExchange
    ResponseEntity<Reranker> get(@PathVariable String base);

    @PutExchange
    Reranker put(
            @PathVariable String base,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Settings body);

    @DeleteExchange
    void delete(@PathVariable String base);

    /// A reranker. Its key is never returned.
    record Reranker(String url, String model, boolean hasApiKey, int timeoutMs, int candidates, Instant updatedAt) {}

    /// The body that stores a reranker.
    ///
    /// @param apiKey null keeps the stored one
    /// @param timeoutMs null for the default
    /// @param candidates null for the default
    record Settings(
            String url,
            String model,
            @Nullable String apiKey,
            @Nullable Integer timeoutMs,
            @Nullable Integer candidates) {

        /// Omits the key.
        @Override
        public String toString() {
            return "Settings[]";
        }
    }
}
