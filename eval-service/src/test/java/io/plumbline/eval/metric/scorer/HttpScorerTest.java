package io.plumbline.eval.metric.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.kit.egress.EgressProperties;
import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.testkit.ForwardProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpScorerTest {

    private static final EgressProxy STRAIGHT = new EgressProxy(EgressProperties.NONE);

    private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final AtomicReference<String> authorization = new AtomicReference<>("");
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/score", this::answer);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/score");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.createContext("/never", exchange -> awaitEnd());
        server.createContext("/endless", exchange -> goOn(exchange, 200, 4_096));
        server.createContext("/endless-error", exchange -> goOn(exchange, 500, 4_096));
        server.createContext("/trickle", exchange -> goOn(exchange, 200, 1));
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says so much every 10 ms until nobody listens or the test ends.
    private void goOn(HttpExchange exchange, int status, int bytes) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try (var body = exchange.getResponseBody()) {
            while (!ended.await(10, TimeUnit.MILLISECONDS)) {
                body.write(" ".repeat(bytes).getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Answers with the length of each hypothesis ∕ 100 unless told otherwise.
    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request =
                JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        asked.add(request);
        authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String text = answer.get();
        if (text.isEmpty()) {
            List<Double> scores = new ArrayList<>();
            request.path("pairs")
                    .forEach(pair ->
                            scores.add(pair.path("hypothesis").asString().length() / 100.0));
            text = "{\"scores\": " + scores + "}";
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Test
    void batchesRequestsAndScoresEachPairOnce() {
        HttpScorer scorer = scorer("/score");
        List<TextPair> pairs = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            pairs.add(TextPair.of("x".repeat(i), "reference " + i));
        }

        ScoredCorpus scored = ScoredCorpus.of(scorer, pairs);
        ScoredCorpus again = ScoredCorpus.of(scorer, pairs);

        assertThat(scored.pairScores()).hasSize(70);
        assertThat(scored.pairScore(69)).isEqualTo(0.69);
        assertThat(again.pairScores()).isEqualTo(scored.pairScores());
        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst().path("metric").asString()).isEqualTo("custom:length");
        assertThat(asked.getFirst().path("pairs")).hasSize(50);
        assertThat(asked.getFirst()
                        .path("pairs")
                        .get(1)
                        .path("references")
                        .get(0)
                        .asString())
                .isEqualTo("reference 1");
        assertThat(authorization).hasValue("Bearer secret");
        assertThat(scored.corpusSignature()).contains("custom:length").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scores\": []}",
                "{\"scores\": [1.5]}",
                "{\"scores\": [\"0.5\"]}",
                "{\"scores\": [null]}",
                "{\"score\": 1}",
                "not json"
            })
    void takesNothingForAScoreThatIsNone(String text) {
        answer.set(text);
        HttpScorer scorer = scorer("/score");

        assertThatThrownBy(() -> scorer.score(TextPair.of("a", "b"))).isInstanceOf(MetricUnavailableException.class);
    }

    @Test
    void boundsTheAnswerItReads() {
        answer.set("{\"scores\": [0." + "1".repeat(100_000) + "]}");
        HttpScorer scorer = scorer("/score");

        assertThatThrownBy(() -> scorer.score(TextPair.of("a", "b"))).isInstanceOf(MetricUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/endless-error"})
    void abandonsAnAnswerWithoutReadingItToTheEnd(String path) {
        HttpScorer patient =
                new HttpScorer("custom:long", new ScorerAddress(url(path), Duration.ofSeconds(60), null), STRAIGHT);

        assertTimeoutPreemptively(
                Duration.ofSeconds(40),
                () -> assertThatThrownBy(() -> patient.score(TextPair.of("a", "b")))
                        .isInstanceOf(MetricUnavailableException.class)
                        .hasMessageContaining("answered"));
    }

    @Test
    void timesOutASlowAnswer() {
        HttpScorer slow = new HttpScorer(
                "custom:slow", new ScorerAddress(url("/trickle"), Duration.ofMillis(500), null), STRAIGHT);

        assertTimeoutPreemptively(
                Duration.ofSeconds(40),
                () -> assertThatThrownBy(() -> slow.score(TextPair.of("a", "b")))
                        .isInstanceOf(MetricUnavailableException.class));
    }

    @Test
    void followsNoRedirectAndRespectsItsTimeout() {
        assertThatThrownBy(() -> scorer("/moved").score(TextPair.of("a", "b")))
                .isInstanceOf(MetricUnavailableException.class)
                .hasMessageContaining("307");
        assertThat(asked).isEmpty();
        HttpScorer slow =
                new HttpScorer("custom:slow", new ScorerAddress(url("/never"), Duration.ofMillis(200), null), STRAIGHT);
        assertThatThrownBy(() -> slow.score(TextPair.of("a", "b"))).isInstanceOf(MetricUnavailableException.class);
    }

    @Test
    void usesTheEgressProxyWithItsCredentialsAndTheTokenOfTheScorer() {
        try (ForwardProxy proxy = new ForwardProxy()) {
            proxy.knows("scorer.example", server.getAddress().getPort());
            proxy.requires("jane", "s3cret");

            double score = outside(proxy, "s3cret").score(TextPair.of("four", "b"));

            assertThat(score).isEqualTo(0.04);
            assertThat(proxy.asked()).containsExactly("POST http://scorer.example/score");
            assertThat(authorization).hasValue("Bearer secret");
        }
    }

    @Test
    void isUnavailableIfTheEgressProxyRefuses() {
        try (ForwardProxy proxy = new ForwardProxy()) {
            proxy.knows("scorer.example", server.getAddress().getPort());
            proxy.requires("jane", "s3cret");
            HttpScorer refused = outside(proxy, "wr0ng");

            assertThatThrownBy(() -> refused.score(TextPair.of("a", "b")))
                    .isInstanceOf(MetricUnavailableException.class)
                    .hasMessageContaining("egress proxy")
                    .hasMessageNotContainingAny("jane", "wr0ng")
                    .hasRootCauseMessage(
                            "The egress proxy " + proxy.name() + " did not let a call through: it answered 407");
            assertThat(asked).isEmpty();
        }
    }

    private static HttpScorer outside(ForwardProxy proxy, String password) {
        EgressProxy egress = new EgressProxy(new EgressProperties(proxy.url(), List.of(), "jane", password));
        URI url = URI.create("http://scorer.example/score");
        return new HttpScorer("custom:length", new ScorerAddress(url, Duration.ofSeconds(10), "secret"), egress);
    }

    @Test
    void refusesInvalidAddresses() {
        for (String url : List.of("file:///etc/passwd", "ftp://host/", "http:///path", "/score")) {
            URI address = URI.create(url);
            assertThatThrownBy(() -> new ScorerAddress(address, Duration.ofSeconds(1), null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        URI address = url("/score");
        assertThatThrownBy(() -> new ScorerAddress(address, Duration.ofMinutes(2), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new ScorerAddress(address, Duration.ofSeconds(1), "secret").toString())
                .doesNotContain("secret");
    }

    private HttpScorer scorer(String path) {
        return new HttpScorer(
                "custom:length", new ScorerAddress(url(path), Duration.ofSeconds(10), "secret"), STRAIGHT);
    }

    private URI url(String path) {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }
}
