package io.plumbline.gateway;

import static io.plumbline.gateway.AnthropicScripts.beginText;
import static io.plumbline.gateway.AnthropicScripts.end;
import static io.plumbline.gateway.AnthropicScripts.events;
import static io.plumbline.gateway.AnthropicScripts.stopBlock;
import static io.plumbline.gateway.AnthropicScripts.text;
import static io.plumbline.gateway.AnthropicScripts.types;
import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a policy and a prompt do to messages of Anthropic's surface.
@ExtendWith(SharedGateway.class)
class MessagePolicyIT {

    private static final String TOOLS = """
        , "tools": [{"name": "get_order", "input_schema": {"type": "object"}},
         {"name": "delete_order", "input_schema": {"type": "object"}}]\
        """;

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    MessagePolicyIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void guardStrictly() {
        Policies.publish(gateway, "strict-messages", """
            {"stages": {"output": {"secret": {"action": "block"}}},
             "tools": {"default": "block", "rules": [{"name": "get_order", "action": "allow"}]}}\
            """);
        gateway.route(
                "strict-claude",
                "[" + RunningGateway.variant("v", "claude", "strict", 1) + "]",
                ", \"policy\": \"strict-messages\"");
        provider.plays((_, connection) -> connection.json(200, AnthropicScripts.answer("Hello.")));
        Awaitility.await("the policy is in force").untilAsserted(() -> {
            gateway.messages(message("strict-claude", "Hi", TOOLS));
            assertThat(provider.received().getLast().body().path("tools").size())
                    .isEqualTo(1);
        });
        provider.received().clear();
    }

    @Test
    void offersOnlyToolsThatMayBeCalledAndRefusesToInsistOnOthers() {
        gateway.messages(message("strict-claude", "Hi", TOOLS));
        assertThat(provider.received().getFirst().body().path("tools").findValuesAsString("name"))
                .containsExactly("get_order");
        HttpResponse<String> refused = gateway.messages(message(
                "strict-claude", "Hi", TOOLS + ", \"tool_choice\": {\"type\": \"tool\", \"name\": \"delete_order\"}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("tool_denied");
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("tool_choice");
    }

    @Test
    void endsAnAnswerThatCallsAToolWhichIsNotAllowed() {
        provider.plays((_, connection) -> connection.json(200, """
            {"id":"m","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Gladly."},\
            {"type":"tool_use","id":"t","name":"delete_order","input":{"id":7}}],"stop_reason":"tool_use",\
            "usage":{"input_tokens":3,"output_tokens":2}}\
            """));
        HttpResponse<String> answer = gateway.messages(message("strict-claude", "Hi", TOOLS));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("stop_reason").asString()).isEqualTo("refusal");
        assertThat(json(answer).path("content").isEmpty()).isTrue();
        assertThat(gateway.event(answer).path("action").asString()).isEqualTo("gateway.call.blocked");
    }

    @Test
    void endsAStreamAtWhatThePolicyBlocks() {
        provider.plays((_, connection) -> {
            beginText(connection);
            text(connection, "Of course. ");
            text(connection, "The key is AKIAIOSFODNN7EXAMPLE, ");
            text(connection, "keep it well.");
            stopBlock(connection);
            end(connection);
        });
        HttpResponse<String> answer = gateway.messages(message("strict-claude", "Hi", ", \"stream\": true"));
        List<JsonNode> events = events(answer.body());
        assertThat(answer.body()).doesNotContain("AKIA");
        assertThat(types(events)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asString())
                .isEqualTo("refusal");
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.blocked");
        assertThat(event.at("/attributes/inputTokens").asInt()).isEqualTo(10);
        assertThat(event.at("/attributes/outputTokens").asInt()).isPositive();
    }

    @Test
    void putsAPromptBeforeTheSystemPromptAndTheMessages() {
        gateway.registry()
                .publish(new PromptEntry(
                        "clerk",
                        TEAM,
                        Map.of(),
                        List.of(new PromptVersionEntry(
                                1,
                                JSON.readTree("[{\"role\":\"system\",\"content\":\"Answer {{who}}.\"},"
                                        + "{\"role\":\"user\",\"content\":\"Welcome.\"}]"),
                                JSON.readTree("{\"type\":\"object\",\"properties\":{\"who\":{\"type\":\"string\"}}}"),
                                JSON.readTree("{\"temperature\": 0.2, \"stop\": \"END\", \"max_tokens\": 7}"),
                                "NONE",
                                false))));
        HttpResponse<String> answer = gateway.messages(message("claude", "Hi", """
            , "system": "Be brief.", "plumbline": {"prompt": "clerk@1", "variables": {"who": "customers"}}\
            """));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = provider.received().getLast().body();
        assertThat(body.path("system").findValuesAsString("text")).containsExactly("Answer customers.", "Be brief.");
        assertThat(body.at("/messages/0/content").asString()).isEqualTo("Welcome.");
        assertThat(body.at("/messages/1/content").asString()).isEqualTo("Hi");
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.path("stop_sequences").toString()).isEqualTo("[\"END\"]");
        assertThat(body.path("max_tokens").asInt())
                .as("the request says so itself")
                .isEqualTo(500);
        HttpResponse<String> translated = gateway.call(RunningGateway.chat("claude", "Hi", """
            , "plumbline": {"prompt": "clerk@1", "variables": {"who": "customers"}}\
            """));
        assertThat(translated.statusCode()).as(translated.body()).isEqualTo(200);
        body = provider.received().getLast().body();
        assertThat(body.path("max_tokens").asInt()).isEqualTo(7);
        assertThat(body.path("stop_sequences").toString()).isEqualTo("[\"END\"]");
        gateway.call(RunningGateway.chat("claude", "Hi", ""));
        assertThat(provider.received().getLast().body().path("max_tokens").asInt())
                .as("the most that is known of the model")
                .isEqualTo(4_096);
    }
}
