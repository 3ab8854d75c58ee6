package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A gateway, a provider that plays what a test wants, and requests for OpenAI's responses through them: by the
/// official client, and as they are on the wire.
@ExtendWith(SharedGateway.class)
abstract class ResponsesTests {

    static final String MAIL = "jane.roe@example.com";

    final RunningGateway gateway;
    final ScriptedProvider provider;

    ResponsesTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    OpenAIClient client() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.service().url() + "/v1")
                .apiKey(gateway.application())
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    static ResponseCreateParams.Builder ask(String input) {
        return ResponseCreateParams.builder().model("support").input(input);
    }

    HttpResponse<String> post(String more) {
        return send("{\"model\": \"support\", " + more + "}");
    }

    HttpResponse<String> send(String body) {
        return gateway.send("POST", "/v1/responses", gateway.application(), body);
    }

    HttpResponse<String> get(String id) {
        return gateway.send("GET", "/v1/responses/" + id, gateway.application(), "");
    }

    JsonNode asked() {
        return provider.received().getLast().body();
    }

    static String said(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(part -> part.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("id").asString();
    }
}
