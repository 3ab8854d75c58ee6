package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A simulator on a free loopback port, reset before each test, with a client.
final class RunningSimulator implements BeforeEachCallback, AfterAllCallback {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Simulator simulator;

    RunningSimulator() {
        this(null);
    }

    RunningSimulator(@Nullable String apiKey) {
        try {
            this.simulator = Simulator.start(0, Simulator.LOOPBACK, apiKey);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        assertThat(post("/control/reset", "").statusCode()).isEqualTo(200);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.close();
        simulator.close();
    }

    int port() {
        return simulator.port();
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json");
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// Posts and expects 200.
    JsonNode json(String path, String body) throws Exception {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    JsonNode getJson(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    JsonNode dial(String model, String dials) throws Exception {
        HttpResponse<String> response =
                send(request("/control/" + model).PUT(HttpRequest.BodyPublishers.ofString(dials)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /// The text of a plain chat completion with one question.
    String ask(String model, String question) throws Exception {
        return json("/v1/chat/completions", chat(model, question))
                .at("/choices/0/message/content")
                .stringValue();
    }

    static String chat(String model, String question) {
        return """
                {"model": %s, "messages": [{"role": "user", "content": %s}]}""".formatted(JSON.writeValueAsString(model), JSON.writeValueAsString(question));
    }

    static String chat(String model, String question, String moreFields) {
        String body = chat(model, question);
        return body.substring(0, body.length() - 1) + ", " + moreFields + "}";
    }

    List<Event> stream(String path, String body) throws Exception {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        return events(response.body());
    }

    static List<Event> events(String text) {
        List<Event> events = new ArrayList<>();
        for (String block : text.strip().split("\n\n", -1)) {
            String name = null;
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                }
            }
            events.add(new Event(name, data.toString()));
        }
        return events;
    }

    record Event(@Nullable String name, String data) {
        JsonNode json() {
            return JSON.readTree(data);
        }
    }
}
