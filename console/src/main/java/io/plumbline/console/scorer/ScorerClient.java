package io.plumbline.console.scorer;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Scorers and their versions.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/scorers")
interface ScorerClient {

    /// The newest version of each.
    @GetExchange
    Page<Scorer> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// The newest version.
    @GetExchange("/{name}")
    Scorer get(@PathVariable String name);

    /// Newest first, without sources.
    @GetExchange("/{name}/versions")
    Page<Scorer> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PutExchange("/{name}")
    Scorer put(@PathVariable String name, @RequestBody ScorerBody body);

    /// A version of a scorer.
    ///
    /// @param type `WASM`, `PYTHON` or `HTTP`
    /// @param source in Python; null in lists
    /// @param statedVersion the version that a service over HTTP last stated
    record Scorer(
            String team,
            String name,
            int version,
            String type,
            String digest,
            int bytes,
            @Nullable String source,
            @Nullable Endpoint http,
            @Nullable String statedVersion,
            String createdBy,
            Instant createdAt) {

        public boolean isHttp() {
            return "HTTP".equals(type);
        }

        public boolean isWasm() {
            return "WASM".equals(type);
        }

        /// Returns its type for people.
        public String kind() {
            return switch (type) {
                case "HTTP" -> "Over HTTP";
                case "PYTHON" -> "Python";
                default -> "WebAssembly";
            };
        }
    }

    /// Where a service is called.
    record Endpoint(
            String url,
            @Nullable Integer timeoutSeconds,
            @Nullable Integer batch,
            @Nullable BigDecimal costUsdPerItem) {}

    /// The body that registers a version.
    ///
    /// @param secret null keeps the stored one
    record ScorerBody(
            @Nullable String team,
            @Nullable String source,
            @Nullable Endpoint http,
            @Nullable String secret) {

        /// Omits the definition and the secret.
        @Override
        public String toString() {
            return "ScorerBody[team=" + team + "]";
        }
    }
}
