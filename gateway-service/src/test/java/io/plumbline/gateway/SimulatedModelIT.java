package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The gateway before the simulator, which nobody here has written the bytes of.
@ExtendWith(SharedGateway.class)
class SimulatedModelIT {

    private static final String MODEL = "sim-it";
    private static final String STREAM = ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    private final RunningGateway gateway;
    private Simulator simulator;

    SimulatedModelIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
    }

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(0);
        // A fresh name: the credential of an earlier address is not sent to this one.
        String name = "sim-" + simulator.port();
        gateway.provider(name, "http://127.0.0.1:" + simulator.port());
        gateway.route("simulated", "[" + RunningGateway.variant("v", name, MODEL, 1) + "]", "");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void answersPlainAndStreamedTheSameWithPersonalDataBackInPlace() throws Exception {
        String question = "Please repeat: write to jane.roe@example.com about card 4111 1111 1111 1111.";
        HttpResponse<String> plain = gateway.call(chat("simulated", question, ", \"seed\": 1"));
        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
        HttpResponse<String> streamed = gateway.call(chat("simulated", question, ", \"seed\": 1" + STREAM));
        List<String> events = events(streamed.body());
        assertThat(said(events, 0)).isEqualTo(content(plain)).contains("jane.roe@example.com");
        assertThat(events).last().isEqualTo("[DONE]");
        JsonNode usage =
                RunningGateway.JSON.readTree(events.get(events.size() - 2)).path("usage");
        assertThat(usage.path("completion_tokens").asInt())
                .isEqualTo(
                        gateway.event(streamed).at("/attributes/outputTokens").asInt())
                .isPositive();
        assertThat(plain.headers().firstValue("x-plumbline-cost-usd")).isPresent();
        assertThat(control("/control/" + MODEL + "/calls"))
                .contains("EMAIL_ADDRESS_")
                .doesNotContain("jane.roe@example.com")
                .doesNotContain("4111 1111");
    }

    @Test
    void neverEndsAStreamCleanlyThatTheModelCut() throws Exception {
        control("/control/" + MODEL, "{\"cutStreams\": 1}");
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = gateway.call(chat("simulated", "What is an IBAN?", STREAM));
            boolean clean = answer.statusCode() == 200 && answer.body().contains("[DONE]");
            assertThat(clean).as(answer.body()).isFalse();
        }
    }

    @Test
    void tellsMalformedAnswersAndErrorsForWhatTheyAre() throws Exception {
        control("/control/" + MODEL, "{\"malformed\": 1}");
        assertThat(json(gateway.call(chat("simulated", "Hi", "")))
                        .at("/error/code")
                        .asString())
                .isEqualTo("provider_malformed");
        control("/control/" + MODEL, "{\"errorRate\": {\"429\": 1}}");
        assertThat(gateway.call(chat("simulated", "Hi", "")).statusCode()).isEqualTo(429);
        control("/control/" + MODEL, "{\"errorRate\": {\"500\": 1}}");
        assertThat(gateway.call(chat("simulated", "Hi", "")).statusCode()).isEqualTo(502);
    }

    @Test
    void answersManyAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            String more = i % 2 == 0 ? STREAM : "";
            threads.add(Thread.ofVirtual()
                    .start(() -> statuses.add(gateway.call(chat("simulated", "What is a SEPA transfer?", more))
                            .statusCode())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).hasSize(50).containsOnly(200);
    }

    private void control(String path, String dials) throws Exception {
        send(HttpRequest.newBuilder(uri(path)).PUT(HttpRequest.BodyPublishers.ofString(dials)));
    }

    private String control(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + simulator.port() + path);
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}
