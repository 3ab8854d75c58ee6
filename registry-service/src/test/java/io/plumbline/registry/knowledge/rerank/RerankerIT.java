package io.plumbline.registry.knowledge.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class RerankerIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String BASE = "/api/v1/knowledge-bases/reranked";
    private static final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static HttpServer provider;

    /// Prefers short documents, as vLLM would answer; `/broken` scores one of them only.
    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        URI.create(Registry.RERANKER).getPort()),
                0);
        provider.createContext("/v1/rerank", exchange -> answer(exchange, Integer.MAX_VALUE));
        provider.createContext("/broken", exchange -> answer(exchange, 1));
        provider.start();
    }

    @AfterAll
    static void stop() {
        provider.stop(0);
    }

    private static void answer(HttpExchange exchange, int most) throws IOException {
        try (exchange) {
            JsonNode request = Registry.JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            StringBuilder results = new StringBuilder();
            JsonNode documents = request.path("documents");
            boolean allowed =
                    "Bearer provider-key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            for (int i = 0; i < Math.min(most, documents.size()); i++) {
                results.append(i == 0 ? "" : ",")
                        .append("{\"index\": %d, \"relevance_score\": %s}"
                                .formatted(i, 1.0 / documents.path(i).asString().length()));
            }
            byte[] body = ("{\"results\": [" + results + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(allowed ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String url(String path) {
        return Registry.RERANKER + path;
    }

    /// Queries and passages of production reach the provider, so who releases quarantined texts sets the reranker.
    private static Client officer() {
        return registry.user("rerank", Role.COMPLIANCE_OFFICER);
    }

    private static Client engineer() {
        return registry.engineer("rerank");
    }

    private static String body(String url, String more) {
        return "{\"url\": \"" + url + "\", \"model\": \"rerank-1\"" + more + "}";
    }

    private static void ingest(String id, String text, String... fields) {
        String[] all = new String[fields.length + 2];
        all[0] = "id";
        all[1] = id;
        System.arraycopy(fields, 0, all, 2, fields.length);
        engineer()
                .document("reranked", id + ".txt", text.getBytes(StandardCharsets.UTF_8), all)
                .expect(202);
        await("the ingestion of " + id + " ends")
                .until(() -> engineer()
                        .get(BASE + "/documents/" + id)
                        .body()
                        .path("newest")
                        .path("state")
                        .asString()
                        .equals("INDEXED"));
    }

    private static String search() {
        JsonNode found = engineer()
                .post(BASE + "/search", "{\"query\": \"fee list\", \"topK\": 2}")
                .expect(200)
                .body();
        StringBuilder text = new StringBuilder(found.path("reranking").asString());
        found.path("hits")
                .forEach(hit -> text.append(' ').append(hit.path("document").asString()));
        return text.toString();
    }

    @Test
    void ordersResultsByAProviderAndFallsBackToTheSearch() {
        engineer().put(BASE, "{\"embedding\": \"NONE\"}").expect(201);
        ingest("long", "The fee is in the list, and the list has each fee of each service that the bank offers.");
        ingest("middle", "The fee is in the list, as the list states.");
        ingest("short", "The fee is twelve.");
        ingest("secret", "Fee.", "readers", "role:auditor");
        assertThat(search()).startsWith("NONE ").doesNotContain("short");
        engineer().get(BASE + "/reranker").expect(404, "not-found");

        assertThat(officer()
                        .post(BASE + "/reranker/diff", body(url("/v1/rerank"), ""))
                        .expect(200)
                        .body()
                        .path("from")
                        .asInt())
                .isZero();
        officer()
                .put(BASE + "/reranker", body(url("/v1/rerank"), ", \"apiKey\": \"provider-key\""))
                .expect(201);

        assertThat(search()).isEqualTo("APPLIED short middle");
        JsonNode request = requests.getLast();
        assertThat(request.path("model").asString()).isEqualTo("rerank-1");
        assertThat(request.path("query").asString()).isEqualTo("fee list");
        assertThat(request.path("top_n").asInt()).isEqualTo(3);
        assertThat(request.path("documents").toString()).doesNotContain("\"Fee.\"");
        Answer stored = engineer().get(BASE + "/reranker").expect(200);
        assertThat(stored.body().toString()).contains("\"hasApiKey\":true").doesNotContain("provider-key");

        Answer diff = officer()
                .post(BASE + "/reranker/diff", body(url("/broken"), ", \"candidates\": 20"))
                .expect(200);
        assertThat(diff.body().path("etag").asString()).isEqualTo(stored.header("ETag"));
        assertThat(diff.body().path("changes").findValuesAsString("pointer")).containsExactly("/candidates", "/url");
        engineer().post(BASE + "/reranker/diff", body(url("/broken"), "")).expect(403, "forbidden");
        officer()
                .post(BASE + "/reranker/diff", body("https://evil.example.com", ""))
                .expect(400, "invalid-request");
        officer()
                .with("If-Match", stored.header("ETag"))
                .put(BASE + "/reranker", body(url("/broken"), ""))
                .expect(200);
        assertThat(search()).startsWith("UNAVAILABLE ").doesNotContain("short");
        int calls = requests.size();
        assertThat(search()).startsWith("UNAVAILABLE ");
        assertThat(requests)
                .as("a provider that failed a moment ago is left alone")
                .hasSize(calls);

        officer().put(BASE + "/reranker", body(url("/v1/rerank"), "")).expect(200);
        assertThat(search()).isEqualTo("APPLIED short middle");
        assertThat(officer()
                        .put(BASE + "/reranker", body("https://elsewhere.example.com/v1/rerank", ""))
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/apiKey");
        assertThat(officer()
                        .put(BASE + "/reranker", body("http://169.254.169.254/", ", \"apiKey\": \"k\""))
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/url");
        engineer().put(BASE + "/reranker", body(url("/v1/rerank"), "")).expect(403, "forbidden");
        registry.user("rerank", Role.AUDITOR).delete(BASE + "/reranker").expect(403, "forbidden");
        registry.engineer("others").get(BASE + "/reranker").expect(404, "not-found");
        engineer().delete(BASE + "/reranker").expect(204);
        assertThat(search()).startsWith("NONE ");
        assertThat(registry.audited("registry.reranker.changed", "reranked", "SUCCESS"))
                .isEqualTo(3);
    }
}
