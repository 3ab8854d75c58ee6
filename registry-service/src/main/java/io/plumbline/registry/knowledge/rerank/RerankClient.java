package io.plumbline.registry.knowledge.rerank;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls rerank endpoints: `model`, `query`, `documents` and `top_n`, answered with `results` of `index` and
/// `relevance_score`, as Cohere, Jina and vLLM define them. Calls only endpoints of the operator, follows no redirects
/// and keeps no cookies. Thread-safe.
@Component
@EnableConfigurationProperties(RerankerProperties.class)
final class RerankClient implements DisposableBean {

    /// The longest that any reranker may take.
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    private static final int MAX_RESPONSE = 1_000_000;
    private static final int OK = 200;

    private final RerankerProperties properties;
    private final EgressProxy egress;
    private final JsonMapper json;
    private final CloseableHttpClient straight;
    private final @Nullable CloseableHttpClient outward;

    RerankClient(RerankerProperties properties, EgressProxy egress, JsonMapper json) {
        this.properties = properties;
        this.egress = egress;
        this.json = json;
        this.straight = client().build();
        this.outward =
                egress.isSet() ? egress.lead(client(), Duration.ofSeconds(5)).build() : null;
    }

    private static HttpClientBuilder client() {
        return OutwardClients.builder(SystemDefaultDnsResolver.INSTANCE, SILENCE, "Plumbline-Reranker");
    }

    /// Returns a score for each passage.
    ///
    /// @param apiKey null for none
    /// @throws RuntimeException if the endpoint does not answer in time, or not with a score for each passage
    double[] scores(RerankerTerms terms, @Nullable String apiKey, String query, List<String> passages) {
        if (!properties.allows(terms)) {
            throw new IllegalStateException("the operator no longer allows the reranker");
        }
        URI url = URI.create(terms.url());
        HttpPost request = new HttpPost(url);
        if (apiKey != null) {
            request.setHeader("Authorization", "Bearer " + apiKey);
        }
        String body = json.writeValueAsString(
                Map.of("model", terms.model(), "query", query, "documents", passages, "top_n", passages.size()));
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(
                () -> post(url, request),
                task -> Thread.ofVirtual().name("rerank").start(task));
        try {
            return scores(answer.get(terms.timeoutMs(), TimeUnit.MILLISECONDS), passages.size());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the reranker did not answer in time", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the reranker cannot be called", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reranking", e);
        } finally {
            request.abort();
        }
    }

    private JsonNode post(URI url, HttpPost request) {
        CloseableHttpClient proxied = egress.takes(url) ? outward : null;
        try (ClassicHttpResponse response = (proxied == null ? straight : proxied).executeOpen(null, request, null)) {
            HttpEntity entity = response.getEntity();
            if (response.getCode() != OK || entity == null) {
                throw new IOException("the reranker answered " + response.getCode());
            }
            byte[] body = entity.getContent().readNBytes(MAX_RESPONSE + 1);
            if (body.length > MAX_RESPONSE) {
                throw new IOException("the reranker's answer is too large");
            }
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] scores(JsonNode answer, int passages) {
        double[] scores = new double[passages];
        Arrays.fill(scores, Double.NaN);
        for (JsonNode result : answer.path("results")) {
            int index = result.path("index").asInt(-1);
            JsonNode score = result.path("relevance_score");
            if (index >= 0 && index < passages && score.isNumber()) {
                scores[index] = score.asDouble();
            }
        }
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new IllegalStateException("the reranker scored not every passage");
        }
        return scores;
    }

    @Override
    public void destroy() {
        straight.close(CloseMode.GRACEFUL);
        if (outward != null) {
            outward.close(CloseMode.GRACEFUL);
        }
    }
}
