package io.plumbline.simulator;

import static io.plumbline.simulator.RunningSimulator.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeyIT {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("sk-right");

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer sk-right, 200",
        "authorization, bearer sk-right, 200",
        "x-api-key, sk-right, 200",
        "x-goog-api-key, sk-right, 200",
        "authorization, Bearer sk-wrong, 401",
        "authorization, Bearer, 401",
        "x-api-key, sk-righ, 401",
        "x-other, sk-right, 401"
    })
    void demandsItsKey(String header, String value, int status) throws Exception {
        HttpResponse<String> response = SIMULATOR.send(SIMULATOR
                .request("/v1/chat/completions")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(chat("m", "hello"))));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void refusesInTheShapeOfEachSurface() throws Exception {
        HttpResponse<String> openAi = SIMULATOR.get("/v1/models");
        HttpResponse<String> anthropic = SIMULATOR.post("/v1/messages", "{}");

        HttpResponse<String> gemini = SIMULATOR.post("/v1beta/models/m:generateContent", "{}");

        assertThat(gemini.statusCode()).isEqualTo(400);
        assertThat(gemini.body()).contains("API_KEY_INVALID").doesNotContain("sk-right");
        assertThat(openAi.statusCode()).isEqualTo(401);
        assertThat(openAi.body()).contains("invalid_api_key").doesNotContain("sk-right");
        assertThat(anthropic.statusCode()).isEqualTo(401);
        assertThat(anthropic.body()).contains("authentication_error");
    }

    @Test
    void leavesHealthAndControlOpen() throws Exception {
        assertThat(SIMULATOR.get("/health").statusCode()).isEqualTo(200);
        assertThat(SIMULATOR.get("/control/m").statusCode()).isEqualTo(200);
    }
}
