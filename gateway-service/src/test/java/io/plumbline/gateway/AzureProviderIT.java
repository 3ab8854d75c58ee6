package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Azure's way to OpenAI's models.
@ExtendWith(SharedGateway.class)
class AzureProviderIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    AzureProviderIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    private void azure(String name, String path) {
        gateway.provider(name, "azure-openai", provider.url().replace("/v1", "") + path);
        gateway.route(name, "[" + RunningGateway.variant("v", name, "gpt 4", 1) + "]", "");
    }

    @ParameterizedTest
    @CsvSource({
        "azure-bare,'',/openai/deployments/gpt%204/chat/completions?api-version=2024-10-21",
        "azure-versioned,?api-version=2025-01-01-preview,/openai/deployments/gpt%204/chat/completions?api-version=2025-01-01-preview",
        "azure-path,/openai/,/openai/deployments/gpt%204/chat/completions?api-version=2024-10-21",
        "azure-next,/openai/v1,/openai/v1/chat/completions"
    })
    void callsADeploymentAtItsPathWithItsKey(String name, String base, String path) {
        azure(name, base);
        HttpResponse<String> answer = gateway.call(chat(name, "Hi", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ScriptedProvider.Received received = provider.received().getFirst();
        assertThat(received.path()).isEqualTo(path);
        assertThat(received.headers())
                .containsEntry("api-key", "sk-of-the-provider")
                .doesNotContainKey("authorization");
    }

    @Test
    void embedsAndAnswersAnthropicsClients() {
        azure("azure-all", "");
        provider.plays((_, connection) ->
                connection.json(200, "{\"data\":[{\"embedding\":\"AAAA\"}],\"usage\":{\"prompt_tokens\":1}}"));
        gateway.send("POST", "/v1/embeddings", gateway.application(), "{\"model\": \"azure-all\", \"input\": \"Hi\"}");
        assertThat(provider.received().getFirst().path())
                .isEqualTo("/openai/deployments/gpt%204/embeddings?api-version=2024-10-21");
        provider.reset();
        assertThat(json(gateway.messages(message("azure-all", "Hi", "")))
                        .at("/content/0/text")
                        .asString())
                .isEqualTo("Hello.");
    }

    @Test
    void takesNoOtherQueryAndNoOtherKindWithOne() {
        assertThat(put("azure-openai", "http://127.0.0.1:9?api-version=1&x=y").statusCode())
                .isEqualTo(400);
        assertThat(put("openai", "http://127.0.0.1:9?api-version=1").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> put(String kind, String baseUrl) {
        return gateway.send(
                "PUT",
                "/api/v1/providers/azure-odd",
                gateway.admin(),
                "{\"kind\": \"" + kind + "\", \"baseUrl\": \"" + baseUrl + "\"}");
    }
}
