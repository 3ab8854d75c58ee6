package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.security.credential.ApiKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A query, which nobody reads, leads a call the long way, past Spring Security and Spring MVC.
@ExtendWith(SharedGateway.class)
class DirectCallsIT {

    private static final String SHORT = "/v1/chat/completions";
    private static final String LONG = SHORT + "?long=way";

    private final RunningGateway gateway;

    DirectCallsIT(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void answersWithTheSameHeadersBothWays() {
        ApiKey application = key("application");
        Awaitility.await("key in force")
                .until(() ->
                        gateway.send("POST", LONG, application.text(), "{}").statusCode() == 400);
        for (String credential : List.of(application.text(), gateway.application())) {
            String body = chat("support", "Hi.", "");
            HttpResponse<String> direct = gateway.send("POST", SHORT, credential, body);
            HttpResponse<String> usual = gateway.send("POST", LONG, credential, body);

            assertThat(direct.statusCode()).as(direct.body()).isEqualTo(200);
            assertThat(headers(direct))
                    .isEqualTo(headers(usual))
                    .containsKeys("x-content-type-options", "cache-control");
            assertThat(direct.body()).isEqualTo(usual.body());
        }
    }

    @Test
    void refusesBothWaysWhoIsUnknownOrMayNotCall() {
        assertThat(refusal(SHORT, "plk_0123456789abcdef_secret", 401))
                .isEqualTo(refusal(LONG, "plk_0123456789abcdef_secret", 401));
        assertThat(refusal(SHORT, "nonsense", 401)).isEqualTo(refusal(LONG, "nonsense", 401));
        ApiKey auditor = key("auditor");
        Awaitility.await("key in force")
                .until(() -> gateway.send("POST", LONG, auditor.text(), "{}").statusCode() == 403);
        assertThat(refusal(SHORT, auditor.text(), 403)).isEqualTo(refusal(LONG, auditor.text(), 403));
    }

    @Test
    void measuresBothWaysInTheSameSeries() {
        double start = total(settled());
        gateway.send("POST", SHORT, gateway.application(), chat("support", "Hi.", ""));
        gateway.send("POST", SHORT, gateway.application(), chat("no-such-route", "Hi.", ""));
        Map<String, Double> before = requests(start + 2);
        gateway.send("POST", LONG, gateway.application(), chat("support", "Hi.", ""));
        gateway.send("POST", LONG, gateway.application(), chat("no-such-route", "Hi.", ""));
        Map<String, Double> after = requests(start + 4);

        assertThat(after).containsOnlyKeys(before.keySet());
        assertThat(after.entrySet().stream()
                        .filter(series -> series.getKey().contains("status=\"200\"")
                                || series.getKey().contains("status=\"404\""))
                        .map(series -> series.getValue() - before.getOrDefault(series.getKey(), 0.0)))
                .containsExactlyInAnyOrder(1.0, 1.0);
    }

    /// What was measured once nothing is added any more: a request is measured a moment after its answer.
    private Map<String, Double> settled() {
        AtomicReference<Map<String, Double>> last = new AtomicReference<>(Map.of());
        return Awaitility.await("every request is measured")
                .pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(20))
                .until(this::requests, counts -> counts.equals(last.getAndSet(counts)));
    }

    private Map<String, Double> requests(double total) {
        return Awaitility.await("the requests are measured")
                .atMost(Duration.ofSeconds(20))
                .until(this::requests, counts -> total(counts) >= total);
    }

    private static double total(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// How many requests to the path were measured, by their labels.
    private Map<String, Double> requests() {
        Map<String, Double> counts = new TreeMap<>();
        gateway.send("GET", "/actuator/prometheus", gateway.admin(), "")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{") && line.contains(SHORT))
                .forEach(line -> counts.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return counts;
    }

    @Test
    void refusesABodyThatIsTooLongBothWays() {
        String body = chat("support", "x".repeat(10_000_001), "");

        assertThat(gateway.send("POST", SHORT, gateway.application(), body).statusCode())
                .isEqualTo(413)
                .isEqualTo(
                        gateway.send("POST", LONG, gateway.application(), body).statusCode());
    }

    /// Here nobody takes uploads, whatever a body says it is.
    @ParameterizedTest
    @ValueSource(strings = {SHORT, LONG, "/v1/messages", "/v1/embeddings"})
    void refusesABodyThatIsTooLongWhateverItSaysItIs(String path) throws IOException, InterruptedException {
        byte[] body = chat("support", "x".repeat(10_000_001), "").getBytes(StandardCharsets.UTF_8);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (BodyPublisher publisher : List.of(
                    BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(gateway.service().url() + path))
                                .header("Authorization", "Bearer " + gateway.application())
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(publisher)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            }
        }
    }

    private String refusal(String path, String credential, int status) {
        HttpResponse<String> answer = gateway.send("POST", path, credential, chat("support", "Hi.", ""));
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body() + headers(answer);
    }

    /// Without what is of one request alone.
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("connection", "date", "x-request-id", "x-plumbline-call-id"));
        headers.keySet().removeIf(name -> name.startsWith("x-ratelimit-"));
        return headers;
    }

    private ApiKey key(String role) {
        ApiKey key = ApiKey.generate(new SecureRandom());
        gateway.service()
                .governance()
                .publish(new ApiKeyEntry(
                        key.id(), TEAM, role, key.secretSha256(), null, null, List.of(), List.of(), null, false));
        return key;
    }
}
