package io.plumbline.simulator;

import static io.plumbline.simulator.RunningSimulator.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ErrorsIT {
    private static final int LIMIT = 10 * 1024 * 1024;

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "\"text\"", "{} {}", "{\"model\": }", "\u0000"})
    void refusesBodiesThatAreNoJsonObject(String body) throws Exception {
        HttpResponse<String> openAi = SIMULATOR.post("/v1/chat/completions", body);
        HttpResponse<String> anthropic = SIMULATOR.post("/v1/messages", body);

        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(json(openAi).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(anthropic.statusCode()).isEqualTo(400);
        assertThat(json(anthropic).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void refusesDeeplyNestedJson() throws Exception {
        String nested = "{\"model\": \"m\", \"messages\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(SIMULATOR.post("/v1/chat/completions", nested).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String tooLarge = " ".repeat(LIMIT + 1);

        HttpResponse<String> openAi = SIMULATOR.post("/v1/chat/completions", tooLarge);
        HttpResponse<String> chunked = SIMULATOR.send(SIMULATOR
                .request("/v1/messages")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(tooLarge))));

        assertThat(openAi.statusCode()).isEqualTo(413);
        assertThat(json(openAi).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(json(chunked).at("/error/type").stringValue()).isEqualTo("request_too_large");
    }

    @Test
    void answersTheLargestBody() throws Exception {
        String frame = chat("m", "");
        String body = chat("m", "word ".repeat((LIMIT - frame.length()) / 5));
        assertThat(body.length()).isBetween(LIMIT - 5, LIMIT);

        assertThat(SIMULATOR.post("/v1/chat/completions", body).statusCode()).isEqualTo(200);
    }

    @Test
    void knowsNoOtherPathsAndMethods() throws Exception {
        assertThat(SIMULATOR.get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(json(SIMULATOR.get("/v1/nothing")).at("/error/message").stringValue())
                .contains("GET /v1/nothing");
        assertThat(SIMULATOR.get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(SIMULATOR.get("/v1/messages/other").statusCode()).isEqualTo(404);
        assertThat(SIMULATOR.post("/control/m", "{}").statusCode()).isEqualTo(405);
        assertThat(SIMULATOR.get("/control/").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesNamesThatAreTooLong() throws Exception {
        assertThat(SIMULATOR
                        .post("/v1/chat/completions", chat("m".repeat(257), "hello"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return RunningSimulator.JSON.readTree(response.body());
    }
}
