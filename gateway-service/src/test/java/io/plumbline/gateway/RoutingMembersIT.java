package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// No caller chooses an upstream's model or server, or has it keep what was said.
@ExtendWith(SharedGateway.class)
class RoutingMembersIT {

    private static final String DROPPED = "x-plumbline-dropped";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    RoutingMembersIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    private JsonNode sent() {
        return provider.received().getLast().body();
    }

    /// What a registered version may have among its parameters, no caller sets.
    @ParameterizedTest
    @ValueSource(strings = {"adapter_id", "lora_request", "Chat_Template", "lora_path", "documents", "bootstrap_host"})
    void aMemberOfVersionsAloneIsRefused(String name) {
        HttpResponse<String> answer = gateway.call(chat("support", "Hi.", ", \"" + name + "\": \"other\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).at("/error/message").asString()).contains("route the call elsewhere");
        assertThat(provider.received()).isEmpty();
    }

    private static String embedding(String more) {
        return "{\"model\": \"support\", \"input\": \"Hi.\"" + more + "}";
    }

    private HttpResponse<String> embed(String body) {
        return gateway.send("POST", "/v1/embeddings", gateway.application(), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models",
                "route",
                "provider",
                "fallbacks",
                "api_base",
                "base_url",
                "api_key",
                "custom_llm_provider",
                "transforms",
                "extra_body",
                "Api_Base",
                "model\u017F",
                "MODEL",
                "anthropic_api_key",
                "aws_bedrock_runtime_endpoint"
            })
    void aMemberThatLeadsElsewhereIsRefused(String name) {
        String more = ", \"" + name + "\": \"https://evil.example\"";
        for (HttpResponse<String> answer :
                List.of(gateway.call(chat("support", "Hi.", more)), embed(embedding(more)))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            JsonNode error = json(answer).path("error");
            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asString()).isNotEmpty();
        }
        HttpResponse<String> answer = gateway.messages(message("claude", "Hi.", more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("type").asString()).isEqualTo("error");
        assertThat(json(answer).at("/error/message").asString()).contains("route the call elsewhere");
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void namesTheMemberThatIsRefused() {
        HttpResponse<String> answer = gateway.call(chat("support", "Hi.", ", \"Api_Base\": \"https://evil.example\""));
        assertThat(json(answer).at("/error/param").asString()).isEqualTo("api_base");
        assertThat(answer.body()).doesNotContain("evil.example");
    }

    @Test
    void whatWouldBeKeptIsDroppedAndSaid() {
        HttpResponse<String> answer = gateway.call(
                chat("support", "Hi.", ", \"store\": true, \"metadata\": {\"tags\": [\"cheap\"]}, \"novel\": 1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue(DROPPED)).hasValue("metadata,store");
        assertThat(sent().has("store")).isFalse();
        assertThat(sent().has("metadata")).isFalse();
        assertThat(sent().path("novel").asInt()).isEqualTo(1);
    }

    @Test
    void ofTheMetadataOfAMessageTheUserGoesOn() {
        provider.plays((_, connection) -> connection.json(200, AnthropicScripts.answer("Hello.")));
        HttpResponse<String> answer = gateway.messages(
                message("claude", "Hi.", ", \"metadata\": {\"user_id\": \"u-1\", \"tags\": [\"cheap\"]}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue(DROPPED)).hasValue("metadata");
        assertThat(sent().path("metadata")).isEqualTo(JSON.readTree("{\"user_id\": \"u-1\"}"));
        HttpResponse<String> plain =
                gateway.messages(message("claude", "Hi.", ", \"metadata\": {\"user_id\": \"u-1\"}"));
        assertThat(plain.headers().firstValue(DROPPED)).isEmpty();
        assertThat(sent().path("metadata")).isEqualTo(JSON.readTree("{\"user_id\": \"u-1\"}"));
    }

    @Test
    void aPolicyMayDropWhatLeadsElsewhere() {
        Policies.publish(gateway, "dropping", """
                {"stages": {}, "egress": {"routingMembers": "drop"}}""");
        gateway.route("dropped", "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"dropping\"");
        HttpResponse<String> answer = gateway.call(chat(
                "dropped",
                "Hi.",
                ", \"models\": [\"evil/model\"], \"MODEL\": \"evil\", \"aws_region_name\": \"x\", \"temperature\": 0"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue(DROPPED)).hasValue("aws_*,model,models");
        assertThat(sent().propertyNames())
                .containsExactlyInAnyOrder("model", "messages", "temperature", "prompt_cache_key");
        assertThat(sent().path("model").asString()).isEqualTo("m");
    }

    @Test
    void noParametersOfAPromptLeadElsewhere() {
        gateway.registry()
                .publish(new PromptEntry(
                        "smuggling",
                        TEAM,
                        Map.of(),
                        List.of(new PromptVersionEntry(
                                1,
                                JSON.readTree("[{\"role\":\"system\",\"content\":\"Be brief.\"}]"),
                                JSON.readTree("{}"),
                                JSON.readTree(
                                        "{\"temperature\":0.3,\"models\":[\"evil\"],\"api_base\":\"x\",\"store\":true}"),
                                "NONE",
                                false))));
        HttpResponse<String> answer =
                gateway.call(chat("support", "Hi.", ", \"plumbline\": {\"prompt\": \"smuggling@1\"}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(sent().propertyNames())
                .containsExactlyInAnyOrder("model", "messages", "temperature", "prompt_cache_key");
    }
}
