package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
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

/// Clients of one language before the simulator's surface of the other.
@ExtendWith(SharedGateway.class)
class TranslatedCallsIT {

    private static final String STREAM = ", \"stream\": true";
    private static final String QUESTION =
            "How much interest does the savings account earn? Write to jane.roe@example.com.";
    private static final String BALANCES = "What is the balance of AB-1234 and of AB-5678?";
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"account_id\"], \"properties\": {\"account_id\": {\"type\":"
                    + " \"string\"}}}";
    private static final String CHAT_TOOLS = ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\":"
            + " \"get_account_balance\", \"description\": \"Balance of an account\", \"parameters\": " + SCHEMA + "}}]";
    private static final String MESSAGE_TOOLS = ", \"tools\": [{\"name\": \"get_account_balance\", \"description\":"
            + " \"Balance of an account\", \"input_schema\": " + SCHEMA + "}]";

    private final RunningGateway gateway;
    private Simulator simulator;

    TranslatedCallsIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
    }

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(0);
        for (String kind : List.of("openai", "anthropic")) {
            String name = kind + "-sim-" + simulator.port();
            gateway.provider(name, kind, "http://127.0.0.1:" + simulator.port());
            gateway.route("on-" + kind, "[" + RunningGateway.variant("v", name, "sim-translated", 1) + "]", "");
        }
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static String text(JsonNode message) {
        StringBuilder text = new StringBuilder();
        message.path("content").forEach(block -> text.append(block.path("text").asString("")));
        return text.toString();
    }

    private static List<String> balances(List<String> arguments) {
        return arguments.stream()
                .map(each -> JSON.readTree(each).path("account_id").asString())
                .toList();
    }

    @Test
    void givesTheSameAnswerInEitherLanguageFromEitherSurface() {
        String direct = content(gateway.call(chat("on-openai", QUESTION, "")));
        assertThat(direct).contains("2.25 percent");
        HttpResponse<String> translated = gateway.call(chat("on-anthropic", QUESTION, ""));
        assertThat(content(translated)).as(translated.body()).isEqualTo(direct).contains("jane.roe@example.com");
        assertThat(json(translated).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        HttpResponse<String> reverse = gateway.messages(message("on-openai", QUESTION, ""));
        assertThat(text(json(reverse))).as(reverse.body()).isEqualTo(direct);
        assertThat(json(reverse).path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(text(json(gateway.messages(message("on-anthropic", QUESTION, "")))))
                .isEqualTo(direct);
        JsonNode usage = json(translated).path("usage");
        JsonNode attributes = gateway.event(translated).path("attributes");
        assertThat(attributes.path("inputTokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt())
                .isPositive();
        assertThat(attributes.path("outputTokens").asInt())
                .isEqualTo(usage.path("completion_tokens").asInt())
                .isPositive();
        assertThat(gateway.event(reverse).at("/attributes/outputTokens").asInt())
                .isEqualTo(json(reverse).at("/usage/output_tokens").asInt())
                .isPositive();
        assertThat(attributes.path("costUsd").asDouble()).isPositive();
    }

    @Test
    void streamsTheSameAnswerInEitherLanguage() {
        String direct = content(gateway.call(chat("on-openai", QUESTION, "")));
        HttpResponse<String> translated = gateway.call(
                chat("on-anthropic", QUESTION, STREAM + ", \"stream_options\": {\"include_usage\": true}"));
        List<String> events = RunningGateway.events(translated.body());
        assertThat(said(events, 0)).isEqualTo(direct);
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(events.get(events.size() - 2)).contains("\"choices\":[]", "\"prompt_tokens\"");
        assertThat(RunningGateway.events(gateway.call(chat("on-anthropic", QUESTION, STREAM))
                                .body())
                        .toString())
                .as("usage goes to those alone who ask for it")
                .doesNotContain("prompt_tokens");
        HttpResponse<String> reverse = gateway.messages(message("on-openai", QUESTION, STREAM));
        List<JsonNode> named = AnthropicScripts.events(reverse.body());
        assertThat(AnthropicScripts.joined(named, "text")).isEqualTo(direct);
        assertThat(AnthropicScripts.types(named)).startsWith("message_start", "content_block_start");
        assertThat(AnthropicScripts.types(named)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(gateway.event(reverse).at("/attributes/outputTokens").asInt())
                .isEqualTo(
                        named.get(named.size() - 2).at("/usage/output_tokens").asInt())
                .isPositive();
    }

    @Test
    void callsToolsInParallelAndTakesTheirResultsForOpenAisClients() {
        JsonNode plain = json(gateway.call(chat("on-anthropic", BALANCES, CHAT_TOOLS)));
        JsonNode asked = plain.at("/choices/0/message");
        assertThat(plain.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(balances(asked.path("tool_calls")
                        .valueStream()
                        .map(call -> call.at("/function/arguments").asString())
                        .toList()))
                .containsExactly("AB-1234", "AB-5678");
        List<StringBuilder> streamed = List.of(new StringBuilder(), new StringBuilder());
        for (String event : RunningGateway.events(gateway.call(chat("on-anthropic", BALANCES, CHAT_TOOLS + STREAM))
                .body())) {
            if (!event.equals("[DONE]")) {
                for (JsonNode call : JSON.readTree(event).at("/choices/0/delta/tool_calls")) {
                    streamed.get(call.path("index").asInt())
                            .append(call.at("/function/arguments").asString(""));
                }
            }
        }
        assertThat(balances(streamed.stream().map(StringBuilder::toString).toList()))
                .containsExactly("AB-1234", "AB-5678");
        StringBuilder results = new StringBuilder();
        for (JsonNode call : asked.path("tool_calls")) {
            results.append(", {\"role\": \"tool\", \"tool_call_id\": \"")
                    .append(call.path("id").asString())
                    .append("\", \"content\": \"{\\\"balance\\\": 12.5}\"}");
        }
        HttpResponse<String> answer = gateway.call("{\"model\": \"on-anthropic\", \"messages\": [{\"role\": \"user\","
                + " \"content\": \"" + BALANCES + "\"}, " + asked + results + "]" + CHAT_TOOLS + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(content(answer)).contains("12.5");
    }

    @Test
    void callsToolsInParallelAndTakesTheirResultsForAnthropicsClients() {
        JsonNode plain = json(gateway.messages(message("on-openai", BALANCES, MESSAGE_TOOLS)));
        assertThat(plain.path("stop_reason").asString()).as(plain.toString()).isEqualTo("tool_use");
        List<JsonNode> uses = plain.path("content")
                .valueStream()
                .filter(block -> block.path("type").asString().equals("tool_use"))
                .toList();
        assertThat(uses.stream().map(use -> use.at("/input/account_id").asString()))
                .containsExactly("AB-1234", "AB-5678");
        List<String> inputs = new ArrayList<>();
        List<JsonNode> events =
                AnthropicScripts.events(gateway.messages(message("on-openai", BALANCES, MESSAGE_TOOLS + STREAM))
                        .body());
        for (int block = 0; block < 2; block++) {
            int index = block;
            inputs.add(AnthropicScripts.joined(
                    events.stream()
                            .filter(event -> event.path("index").asInt(-1) == index)
                            .toList(),
                    "partial_json"));
        }
        assertThat(balances(inputs)).containsExactly("AB-1234", "AB-5678");
        StringBuilder results = new StringBuilder();
        for (JsonNode use : uses) {
            results.append(results.isEmpty() ? "" : ", ")
                    .append("{\"type\": \"tool_result\", \"tool_use_id\": \"")
                    .append(use.path("id").asString())
                    .append("\", \"content\": \"{\\\"balance\\\": 12.5}\"}");
        }
        HttpResponse<String> answer = gateway.messages("{\"model\": \"on-openai\", \"max_tokens\": 99, \"messages\":"
                + " [{\"role\": \"user\", \"content\": \"" + BALANCES + "\"}, {\"role\": \"assistant\", \"content\": "
                + plain.path("content") + "}, {\"role\": \"user\", \"content\": [" + results + "]}]" + MESSAGE_TOOLS
                + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(text(json(answer))).contains("12.5");
    }

    @Test
    void tellsOpenAisClientsWhatAModelThought() {
        String effort = ", \"reasoning_effort\": \"low\", \"max_completion_tokens\": 3000";
        JsonNode message =
                json(gateway.call(chat("on-anthropic", QUESTION, effort))).at("/choices/0/message");
        assertThat(message.path("reasoning_content").asString()).contains("savings account", "jane.roe@example.com");
        assertThat(message.at("/thinking_blocks/0/signature").asString()).hasSizeGreaterThan(100);
        assertThat(message.path("content").asString()).contains("2.25 percent");
        StringBuilder thought = new StringBuilder();
        for (String event : RunningGateway.events(
                gateway.call(chat("on-anthropic", QUESTION, effort + STREAM)).body())) {
            if (!event.equals("[DONE]")) {
                thought.append(JSON.readTree(event)
                        .at("/choices/0/delta/reasoning_content")
                        .asString(""));
            }
        }
        assertThat(thought).hasToString(message.path("reasoning_content").asString());
    }

    @Test
    void keepsASchemaForTheAnswer() {
        HttpResponse<String> answer =
                gateway.call(chat("on-anthropic", "What is the balance of AB-1234?", """
                    , "response_format": {"type": "json_schema", "json_schema": {"name": "account", "schema": %s}}\
                    """.formatted(SCHEMA)));
        assertThat(JSON.readTree(content(answer)).path("account_id").asString())
                .as(answer.body())
                .isEqualTo("AB-1234");
    }

    @Test
    void refusesWhatCannotBeSaidByItsNameAndInTheClientsShape() {
        HttpResponse<String> answer = gateway.call(chat("on-anthropic", "Hi", ", \"n\": 2"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/param").asString()).isEqualTo("n");
        HttpResponse<String> reverse =
                gateway.messages(message("on-openai", "Hi", ", \"mcp_servers\": [{\"url\": \"u\"}]"));
        assertThat(reverse.statusCode()).isEqualTo(400);
        assertThat(json(reverse).path("type").asString()).isEqualTo("error");
        assertThat(json(reverse).at("/error/param").asString()).isEqualTo("mcp_servers");
    }

    @Test
    void saysAProvidersErrorsAndCutsInTheClientsLanguage() throws Exception {
        dial("{\"errorRate\": {\"429\": 1}}");
        HttpResponse<String> limited = gateway.call(chat("on-anthropic", "Hi", ""));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(json(limited).at("/error/type").asString()).isEqualTo("rate_limit_error");
        assertThat(json(limited).path("error").propertyNames())
                .containsExactlyInAnyOrder("message", "type", "param", "code");
        limited = gateway.messages(message("on-openai", "Hi", ""));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(json(limited).path("type").asString()).isEqualTo("error");
        assertThat(json(limited).at("/error/type").asString()).isEqualTo("rate_limit_error");
        dial("{\"cutStreams\": 1}");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> cut = gateway.call(chat("on-anthropic", QUESTION, STREAM));
            assertThat(cut.statusCode() == 200 && cut.body().contains("[DONE]"))
                    .as(cut.body())
                    .isFalse();
            HttpResponse<String> reverse = gateway.messages(message("on-openai", QUESTION, STREAM));
            assertThat(reverse.statusCode() == 200 && reverse.body().contains("message_stop"))
                    .as(reverse.body())
                    .isFalse();
        }
    }

    @Test
    void mixesBothKindsInOneRoute() throws Exception {
        String openai = "openai-sim-" + simulator.port();
        String anthropic = "anthropic-sim-" + simulator.port();
        gateway.route(
                "mixed",
                "[" + RunningGateway.variant("v", openai, "sim-failing", 1) + "]",
                ", \"fallbacks\": [{\"provider\": \"" + anthropic + "\", \"model\": \"sim-well\"}]");
        dial("sim-failing", "{\"errorRate\": {\"500\": 1}}");
        HttpResponse<String> answer = gateway.call(chat("mixed", QUESTION, ""));
        assertThat(content(answer)).as(answer.body()).contains("2.25 percent");
        assertThat(gateway.event(answer).at("/attributes/fallback").asBoolean()).isTrue();
        assertThat(gateway.call(chat("mixed", QUESTION, ", \"logprobs\": true")).statusCode())
                .as("a fallback that cannot be asked this has no turn")
                .isEqualTo(502);
    }

    private void dial(String dials) throws Exception {
        dial("sim-translated", dials);
    }

    private void dial(String model, String dials) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + simulator.port() + "/control/" + model))
                .PUT(HttpRequest.BodyPublishers.ofString(dials))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
