package io.plumbline.simulator;

import static io.plumbline.simulator.RunningSimulator.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlIT {
    private static final String CHAT = "/v1/chat/completions";

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void startsEveryModelHealthy() throws Exception {
        JsonNode model = SIMULATOR.getJson("/control/never-heard-of");

        assertThat(model.path("quality").doubleValue()).isEqualTo(1);
        assertThat(model.path("errorRate")).isEmpty();
        assertThat(model.path("tone").stringValue()).isEqualTo("neutral");
        assertThat(model.at("/counters/calls").intValue()).isZero();
    }

    @Test
    void keepsAllDialsAndReplacesThemTogether() throws Exception {
        String all = """
                {"latencyMs": {"p50": 5, "p99": 20}, "timeToFirstTokenMs": 3, "tokensPerSecond": 500,
                 "errorRate": {"429": 0.25, "500": 0.01}, "quality": 0.9, "tone": "formal", "topicDrift": 0.1,
                 "cutStreams": 0.2, "malformed": 0.3, "obeysInjection": 0.4, "seed": 42}""";

        SIMULATOR.dial("m", all);

        JsonNode kept = SIMULATOR.getJson("/control/m");
        RunningSimulator.JSON.readTree(all).forEachEntry((name, value) -> {
            if (value.isNumber()) {
                assertThat(kept.path(name).doubleValue()).as(name).isEqualTo(value.doubleValue());
            }
        });
        assertThat(kept.at("/latencyMs/p99").doubleValue()).isEqualTo(20);
        assertThat(kept.at("/errorRate/429").doubleValue()).isEqualTo(0.25);
        assertThat(kept.path("tone").stringValue()).isEqualTo("formal");
        assertThat(SIMULATOR.dial("m", "{}").path("topicDrift").doubleValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"qualty": 1}                          | /qualty                | unknown
            {"quality": 1.01}                      | /quality               | from 0 to 1
            {"quality": -0.1}                      | /quality               | from 0 to 1
            {"quality": "high"}                    | /quality               | number
            {"latencyMs": {"p99": 5}}              | /latencyMs/p50         | required
            {"latencyMs": {"p50": 9, "p99": 5}}    | /latencyMs/p99         | less than p50
            {"latencyMs": {"p50": 9, "max": 5}}    | /latencyMs/max         | unknown
            {"latencyMs": 5}                       | /latencyMs             | object
            {"timeToFirstTokenMs": -1}             | /timeToFirstTokenMs    | from 0
            {"tokensPerSecond": 0}                 | /tokensPerSecond       | from 0.1
            {"errorRate": {"200": 0.5}}            | /errorRate/200         | 400 to 599
            {"errorRate": {"500": 2}}              | /errorRate/500         | from 0 to 1
            {"errorRate": {"500": 0.7, "429": 0.7}}| /errorRate             | more than 1
            {"tone": "rude"}                       | /tone                  | neutral, formal, casual
            {"cutStreams": 7}                      | /cutStreams            | from 0 to 1
            {"malformed": true}                    | /malformed             | number
            {"seed": 1.5}                          | /seed                  | integer
            """)
    void refusesDialsThatMeanNothing(String dials, String pointer, String message) throws Exception {
        HttpResponse<String> response =
                SIMULATOR.send(SIMULATOR.request("/control/m").PUT(HttpRequest.BodyPublishers.ofString(dials)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = RunningSimulator.JSON.readTree(response.body());
        assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(problem.at("/errors/0/message").stringValue()).contains(message);
        assertThat(SIMULATOR.getJson("/control/m").path("quality").doubleValue())
                .isEqualTo(1);
    }

    @Test
    void showsWhatArrivedButNotTheCredential() throws Exception {
        String body = chat("m", "What about my card?");
        SIMULATOR.send(SIMULATOR
                .request(CHAT)
                .header("Authorization", "Bearer sk-very-secret")
                .header("X-Custom", "hidden value")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        SIMULATOR.ask("m", "second");
        SIMULATOR.ask("other", "third");

        HttpResponse<String> response = SIMULATOR.get("/control/m/calls?limit=10");

        JsonNode items = RunningSimulator.JSON.readTree(response.body()).path("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/body").stringValue()).contains("second");
        JsonNode first = items.get(1);
        assertThat(first.path("body").stringValue()).isEqualTo(body);
        assertThat(first.path("path").stringValue()).isEqualTo(CHAT);
        assertThat(first.path("headers").values())
                .extracting(JsonNode::stringValue)
                .contains("authorization", "x-custom");
        assertThat(first.path("credentialSha256").stringValue()).isEqualTo(sha256("sk-very-secret"));
        assertThat(response.body()).doesNotContain("very-secret", "hidden value");
        assertThat(SIMULATOR.getJson("/control/m/calls?limit=1").path("items")).hasSize(1);
        assertThat(SIMULATOR.get("/control/m/calls?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void cutsLongBodiesInItsRecord() throws Exception {
        SIMULATOR.ask("m", "x".repeat(100_000));

        JsonNode item = SIMULATOR.getJson("/control/m/calls").at("/items/0");

        assertThat(item.path("body").stringValue()).hasSize(64 * 1024);
        assertThat(item.path("truncated").booleanValue()).isTrue();
        assertThat(item.path("bodyBytes").intValue()).isGreaterThan(100_000);
    }

    @Test
    void remembersTheLatestCallsOnly() throws Exception {
        for (int i = 0; i < 510; i++) {
            SIMULATOR.json("/v1/messages/count_tokens", """
                    {"model": "m", "messages": [{"role": "user", "content": "call %d"}]}""".formatted(i));
        }

        JsonNode items = SIMULATOR.getJson("/control/m/calls?limit=500").path("items");

        assertThat(items).hasSize(500);
        assertThat(items.at("/0/body").stringValue()).contains("call 509");
        assertThat(items.at("/499/body").stringValue()).contains("call 10\"");
    }

    @Test
    void forgetsEverythingAtAReset() throws Exception {
        SIMULATOR.dial("m", "{\"quality\": 0.5}");
        SIMULATOR.ask("m", "hello");

        assertThat(SIMULATOR.post("/control/reset", "").statusCode()).isEqualTo(200);

        JsonNode model = SIMULATOR.getJson("/control/m");
        assertThat(model.path("quality").doubleValue()).isEqualTo(1);
        assertThat(model.at("/counters/calls").intValue()).isZero();
        assertThat(SIMULATOR.getJson("/control/m/calls").path("items")).isEmpty();
    }

    @Test
    void knowsModelsWithSlashesInTheirNames() throws Exception {
        SIMULATOR.dial("meta%2Fllama", "{\"seed\": 7}");

        assertThat(SIMULATOR.getJson("/control/meta/llama").path("seed").intValue())
                .isEqualTo(7);
        assertThat(SIMULATOR
                        .json(CHAT, chat("meta/llama", "hello"))
                        .path("system_fingerprint")
                        .stringValue())
                .isEqualTo("fp_simulator_seed_7");
    }

    @Test
    void servesButDoesNotRememberEndlesslyManyModels() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            SIMULATOR.dial("m" + i, "{}");
        }

        assertThat(SIMULATOR
                        .send(SIMULATOR.request("/control/one-more").PUT(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(409);
        assertThat(SIMULATOR.ask("one-more", "hello")).startsWith("Hello");
        assertThat(SIMULATOR.dial("m7", "{\"seed\": 7}").path("seed").intValue())
                .isEqualTo(7);
    }

    @Test
    void listsTheModelsThatWereNamed() throws Exception {
        SIMULATOR.ask("b", "hello");
        SIMULATOR.dial("a", "{}");
        SIMULATOR.getJson("/control/only-looked-at");

        assertThat(SIMULATOR.getJson("/v1/models").path("data").values())
                .extracting(model -> model.path("id").stringValue())
                .containsExactly("a", "b");
        assertThat(SIMULATOR.getJson("/v1/models/anything/at-all").path("id").stringValue())
                .isEqualTo("anything/at-all");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
