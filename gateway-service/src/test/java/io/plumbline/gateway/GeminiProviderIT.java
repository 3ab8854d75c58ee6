package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Clients of both languages before Gemini.
@ExtendWith(SharedGateway.class)
class GeminiProviderIT {

    private static final String STREAM = ", \"stream\": true";
    private static final String SCHEMA = """
            {"type": "object", "required": ["account_id"], "properties": {"account_id": {"type": "string"}}}""";
    private static final String CHAT_TOOLS = """
            , "tools": [{"type": "function", "function": {"name": "get_account_balance", "parameters": %s}}]\
            """.formatted(SCHEMA);
    private static final String MESSAGE_TOOLS = """
            , "tools": [{"name": "get_account_balance", "input_schema": %s}]""".formatted(SCHEMA);
    private static final String BALANCES = "What is the balance of AB-1234 and of AB-5678?";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[EMAIL_ADDRESS_[A-Z_]+]");

    private static final String USAGE = """
            "usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":8,"candidatesTokenCount":7,\
            "thoughtsTokenCount":5,"totalTokenCount":32}""";
    private static final String BLOCKED = """
            {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":20}}""";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    GeminiProviderIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    private String root() {
        return provider.url().replace("/v1", "");
    }

    @BeforeEach
    void route() {
        gateway.provider("gemini", "gemini", root());
        gateway.route("gemini", "[" + variant("v", "gemini", "gemini-2.5-flash", 1) + "]", "");
        gateway.route("gemini-laxer", "[" + variant("v", "gemini", "gemini-2.5-flash", 1) + "]", """
                , "fallbacksBy": {"contentPolicy": [{"provider": "fake", "model": "laxer"}],
                  "contextLength": [{"provider": "fake", "model": "longer"}]}""");
        gateway.route(
                "to-gemini",
                "[" + variant("v", "fake", "failing", 1) + "]",
                ", \"fallbacks\": [{\"provider\": \"gemini\", \"model\": \"gemini-2.5-flash\"}]");
        provider.plays((_, connection) -> connection.json(200, answer("Hello.", "STOP")));
    }

    private static String piece(String text, String more) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":" + JSON.writeValueAsString(text)
                + "}]}" + more + "}],\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r1\"";
    }

    private static String answer(String text, String reason) {
        return piece(text, ",\"finishReason\":\"" + reason + "\"") + "," + USAGE + "}";
    }

    private static void stream(ScriptedProvider.Connection connection, String... events) throws IOException {
        connection.beginStream();
        for (String event : events) {
            connection.event(event);
        }
        connection.raw("0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-bare,'',gemini-2.5-pro,AIzaKey,/v1beta/models/gemini-2.5-pro",
        "gemini-tuned,/v1beta/,tunedModels/my bank,AIzaKey,/v1beta/tunedModels/my%20bank",
        "gemini-vertex,/v1/projects/p/locations/l/publishers/google,gemini-2.5-pro,ya29.token,/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro"
    })
    void callsAModelAtItsPathWithItsCredential(String name, String base, String model, String credential, String path) {
        HttpResponse<String> put = gateway.send(
                "PUT",
                "/api/v1/providers/" + name,
                gateway.admin(),
                "{\"kind\": \"gemini\", \"baseUrl\": \"" + root() + base + "\", \"credential\": \"" + credential
                        + "\"}");
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
        gateway.route(name, "[" + variant("v", name, model, 1) + "]", "");
        gateway.call(chat(name, "Hi", ""));
        gateway.call(chat(name, "Hi", STREAM));
        assertThat(provider.received().getFirst().path()).isEqualTo(path + ":generateContent");
        assertThat(provider.received().getLast().path()).isEqualTo(path + ":streamGenerateContent?alt=sse");
        boolean token = credential.startsWith("ya29.");
        assertThat(provider.received().getFirst().headers())
                .containsEntry(token ? "authorization" : "x-goog-api-key", token ? "Bearer " + credential : credential)
                .doesNotContainKey(token ? "x-goog-api-key" : "authorization");
    }

    @Test
    void answersBothClientsWithUsage() {
        HttpResponse<String> completion = gateway.call(chat("gemini", "Hi", ", \"temperature\": 0.5"));
        assertThat(content(completion)).isEqualTo("Hello.");
        assertThat(json(completion).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(json(completion).path("model").asString()).isEqualTo("gemini-2.5-flash");
        assertThat(json(completion)
                        .at("/usage/completion_tokens_details/reasoning_tokens")
                        .asInt())
                .isEqualTo(5);
        JsonNode attributes = gateway.event(completion).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(20);
        assertThat(attributes.path("cachedInputTokens").asInt()).isEqualTo(8);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(12);
        assertThat(attributes.path("costUsd").asDouble()).isPositive();
        JsonNode sent = provider.received().getFirst().body();
        assertThat(sent.propertyNames()).containsExactlyInAnyOrder("contents", "generationConfig");
        assertThat(sent.at("/contents/0/parts/0/text").asString()).isEqualTo("Hi");
        HttpResponse<String> answered = gateway.messages(message("gemini", "Hi", ""));
        assertThat(json(answered).at("/content/0/text").asString()).isEqualTo("Hello.");
        assertThat(json(answered).at("/usage/input_tokens").asInt()).isEqualTo(20 - 8);
        assertThat(provider.received()
                        .getLast()
                        .body()
                        .at("/generationConfig/maxOutputTokens")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void streamsToBothClientsUntilTheProviderClosesTheStream() {
        provider.plays((_, connection) ->
                stream(connection, piece("Hel", "") + "}", piece("lo.", "") + "}", answer("", "MAX_TOKENS")));
        HttpResponse<String> chunks =
                gateway.call(chat("gemini", "Hi", STREAM + ", \"stream_options\": {\"include_usage\": true}"));
        assertThat(said(events(chunks.body()), 0)).isEqualTo("Hello.");
        assertThat(events(chunks.body())).endsWith("[DONE]");
        assertThat(chunks.body()).contains("\"finish_reason\":\"length\"", "\"cached_tokens\":8");
        assertThat(gateway.event(chunks).at("/attributes/outputTokens").asInt()).isEqualTo(12);
        HttpResponse<String> named = gateway.messages(message("gemini", "Hi", STREAM));
        List<JsonNode> events = AnthropicScripts.events(named.body());
        assertThat(AnthropicScripts.joined(events, "text")).isEqualTo("Hello.");
        assertThat(AnthropicScripts.types(events)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(gateway.event(named).at("/attributes/outputTokens").asInt()).isEqualTo(12);
    }

    @Test
    void hidesPersonalDataFromGeminiAndRestoresItInItsAnswers() {
        provider.plays((request, connection) -> {
            Matcher email = PLACEHOLDER.matcher(request.text());
            String text = email.find() ? "Written to " + email.group() + "." : "None.";
            if (request.path().contains(":stream")) {
                int middle = text.length() / 2;
                stream(connection, piece(text.substring(0, middle), "") + "}", answer(text.substring(middle), "STOP"));
            } else {
                connection.json(200, answer(text, "STOP"));
            }
        });
        String question = "Write to jane.roe@example.com.";
        assertThat(content(gateway.call(chat("gemini", question, "")))).isEqualTo("Written to jane.roe@example.com.");
        assertThat(said(events(gateway.call(chat("gemini", question, STREAM)).body()), 0))
                .isEqualTo("Written to jane.roe@example.com.");
        assertThat(provider.received()).noneMatch(request -> request.text().contains("jane.roe"));
    }

    @Test
    void showsImagesAndAsksForJson() {
        gateway.call("""
                {"model": "gemini", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [
                  {"type": "text", "text": "What is it?"},
                  {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}]}],
                 "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": %s}}}\
                """.formatted(SCHEMA));
        JsonNode sent = provider.received().getFirst().body();
        assertThat(sent.at("/systemInstruction/parts/0/text").asString()).contains("Be brief.");
        assertThat(sent.at("/contents/0/parts/1/inlineData/data").asString()).isEqualTo("aGk=");
        assertThat(sent.at("/generationConfig/responseJsonSchema")).isEqualTo(JSON.readTree(SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | INVALID_ARGUMENT | {} | 400 | caller_rejected_by_provider",
                "400 | INVALID_ARGUMENT | {\"reason\": \"API_KEY_INVALID\"} | 502 | provider_credential",
                "401 | UNAUTHENTICATED | {} | 502 | provider_credential",
                "403 | PERMISSION_DENIED | {} | 502 | provider_credential",
                "404 | NOT_FOUND | {} | 404 | caller_rejected_by_provider",
                "429 | RESOURCE_EXHAUSTED | {\"retryDelay\": \"6.2s\"} | 429 | provider_rate_limit",
                "503 | UNAVAILABLE | {} | 503 | provider_error",
                "504 | DEADLINE_EXCEEDED | {} | 504 | provider_timeout"
            })
    void saysItsErrorsInTheClientsLanguage(int status, String name, String detail, int expected, String type) {
        gateway.route("gemini-" + status, "[" + variant("v", "gemini", "m-" + status, 1) + "]", "");
        String error = """
                {"error": {"code": %d, "message": "It failed.", "status": "%s", "details": [%s]}}\
                """.formatted(status, name, detail);
        provider.plays((request, connection) ->
                connection.json(status, request.path().contains(":stream") ? "[" + error + "]" : error));
        HttpResponse<String> answer = gateway.call(chat("gemini-" + status, "Hi", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        assertThat(gateway.event(answer).at("/attributes/errorType").asString()).isEqualTo(type);
        boolean told = expected < 500;
        assertThat(answer.body().contains("It failed.")).isEqualTo(told);
        assertThat(answer.headers().firstValue("retry-after").orElse("")).isEqualTo(status == 429 ? "7" : "");
        HttpResponse<String> streamed = gateway.messages(message("gemini-" + status, "Hi", STREAM));
        assertThat(streamed.statusCode()).isEqualTo(expected == 503 ? 529 : expected);
        assertThat(json(streamed).path("type").asString()).isEqualTo("error");
        assertThat(streamed.body().contains("It failed.")).isEqualTo(told);
    }

    @Test
    void fallsBackFromWhatItsRulesKeepBackAndFromWhatIsTooLong() {
        provider.plays((request, connection) -> play(BLOCKED, request, connection));
        for (String more : List.of("", STREAM)) {
            HttpResponse<String> laxer = gateway.call(chat("gemini-laxer", "Hi", more));
            assertThat(laxer.body()).contains("Gladly.");
            assertThat(gateway.event(laxer).at("/attributes/inputTokens").asInt())
                    .as("both are paid")
                    .isEqualTo(20 + 10);
        }
        assertThat(json(gateway.call(chat("gemini", "Hi", "")))
                        .at("/choices/0/finish_reason")
                        .asString())
                .isEqualTo("content_filter");
        assertThat(json(gateway.messages(message("gemini", "Hi", "")))
                        .path("stop_reason")
                        .asString())
                .isEqualTo("refusal");
        provider.plays((request, connection) -> {
            if (request.path().contains("gemini")) {
                connection.json(400, """
                        {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message":
                        "The input token count (9) exceeds the maximum number of tokens allowed (8)."}}""");
            } else {
                connection.json(200, ScriptedProvider.answer("Gladly."));
            }
        });
        assertThat(content(gateway.call(chat("gemini-laxer", "Hi", "")))).isEqualTo("Gladly.");
        assertThat(json(gateway.call(chat("gemini", "Hi", "")))
                        .at("/error/code")
                        .asString())
                .isEqualTo("context_length_exceeded");
    }

    private static void play(String said, ScriptedProvider.Received request, ScriptedProvider.Connection connection)
            throws IOException {
        boolean gemini = request.path().contains("gemini");
        if (gemini && request.path().contains(":stream")) {
            stream(connection, said);
        } else if (gemini) {
            connection.json(200, said);
        } else if (request.body().path("stream").asBoolean(false)) {
            connection.beginStream();
            connection.delta("Gladly.");
            connection.finish("stop");
            connection.usage(10, 5);
            connection.done();
        } else {
            connection.json(200, ScriptedProvider.answer("Gladly."));
        }
    }

    @Test
    void takesOverFromAnotherKindButNotWhatItCannotSay() {
        provider.plays((request, connection) -> {
            if (request.path().contains("gemini")) {
                connection.json(200, answer("Hello.", "STOP"));
            } else {
                connection.json(500, "{}");
            }
        });
        HttpResponse<String> answer = gateway.call(chat("to-gemini", "Hi", ""));
        assertThat(content(answer)).isEqualTo("Hello.");
        assertThat(gateway.event(answer).at("/attributes/fallback").asBoolean()).isTrue();
        assertThat(gateway.call(chat("to-gemini", "Hi", ", \"logprobs\": true")).statusCode())
                .isEqualTo(502);
        HttpResponse<String> refused = gateway.call(chat("gemini", "Hi", ", \"n\": 2"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("n");
        HttpResponse<String> cached = gateway.call(chat("gemini", "Hi", ", \"cachedContent\": \"cachedContents/1\""));
        assertThat(cached.statusCode()).isEqualTo(400);
        assertThat(cached.body()).contains("route the call elsewhere");
    }

    @Test
    void takesACallThatIsNotValidForAnAnswerThatCannotBeRead() {
        provider.plays((_, connection) ->
                connection.json(200, "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}"));
        HttpResponse<String> answer = gateway.call(chat("gemini", "Hi", ""));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(gateway.event(answer).at("/attributes/errorType").asString()).isEqualTo("provider_malformed");
    }

    @Test
    void tellsAStreamThatBreaksFromOneThatEnds() {
        List<ScriptedProvider.Script> scripts = List.of(
                (_, connection) -> stream(connection, piece("Hel", "") + "}"),
                (_, connection) -> stream(
                        connection,
                        piece("Hel", "") + "}",
                        "{\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}"),
                (_, connection) -> {
                    connection.beginStream();
                    connection.event(piece("Hel", "") + "}");
                    connection.cut();
                });
        for (int i = 0; i < scripts.size(); i++) {
            gateway.route("gemini-cut-" + i, "[" + variant("v", "gemini", "cut-" + i, 1) + "]", "");
            provider.plays(scripts.get(i));
            HttpResponse<String> chunks = gateway.call(chat("gemini-cut-" + i, "Hi", STREAM));
            assertThat(chunks.body()).contains("\"error\"").doesNotContain("[DONE]");
            HttpResponse<String> named = gateway.messages(message("gemini-cut-" + i, "Hi", STREAM));
            assertThat(named.body()).contains("\"error\"").doesNotContain("message_stop");
            assertThat(chunks.body().contains("Overloaded"))
                    .as("what the provider says of it")
                    .isEqualTo(i == 1);
        }
    }

    @Test
    void hangsUpWhenTheClientOfAStreamLeaves() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(piece("It begins. ", "") + "}");
            for (int i = 0; i < 400 && !connection.seesHangUp(50); i++) {
                connection.event(piece("And goes on. ", "") + "}");
            }
            left.countDown();
        });
        try (InputStream stream = gateway.open(
                        "/v1/chat/completions", gateway.application(), chat("gemini", "Talk.", STREAM))
                .body()) {
            assertThat(stream.read()).isPositive();
        }
        assertThat(left.await(15, TimeUnit.SECONDS)).isTrue();
    }

    /// The simulator refuses what Gemini would.
    @Test
    void callsToolsOfTheSimulatorAndSaysItsThoughts() throws Exception {
        try (Simulator simulator = Simulator.start(0)) {
            gateway.provider("gemini-sim", "gemini", "http://127.0.0.1:" + simulator.port());
            gateway.route("on-gemini", "[" + variant("v", "gemini-sim", "sim-gemini", 1) + "]", "");
            JsonNode asked =
                    json(gateway.call(chat("on-gemini", BALANCES, CHAT_TOOLS))).at("/choices/0/message");
            assertThat(arguments(asked.path("tool_calls"), "/function/arguments"))
                    .containsExactly("AB-1234", "AB-5678");
            assertThat(asked.at("/tool_calls/0/extra_content/google/thought_signature")
                            .asString())
                    .isNotEmpty();
            assertThat(events(gateway.call(chat("on-gemini", BALANCES, CHAT_TOOLS + STREAM))
                                    .body())
                            .toString())
                    .contains("AB-1234", "AB-5678", "\"finish_reason\":\"tool_calls\"", "[DONE]");
            StringBuilder results = new StringBuilder();
            for (JsonNode call : asked.path("tool_calls")) {
                results.append(", {\"role\": \"tool\", \"content\": \"12.5 dollars\", \"tool_call_id\": ")
                        .append(call.path("id"))
                        .append('}');
            }
            HttpResponse<String> answer = gateway.call("{\"model\": \"on-gemini\", \"messages\": [{\"role\": \"user\","
                    + " \"content\": \"" + BALANCES + "\"}, " + asked + results + "]" + CHAT_TOOLS + "}");
            assertThat(content(answer)).as(answer.body()).contains("12.5 dollars");
            JsonNode uses = json(gateway.messages(message("on-gemini", BALANCES, MESSAGE_TOOLS)));
            assertThat(uses.path("stop_reason").asString()).as(uses.toString()).isEqualTo("tool_use");
            JsonNode thoughtful = json(gateway.call(chat("on-gemini", "Hi", ", \"reasoning_effort\": \"low\"")))
                    .at("/choices/0/message");
            assertThat(thoughtful.path("reasoning_content").asString()).contains("Let me see");
            assertThat(events(gateway.call(chat("on-gemini", "Hi", ", \"reasoning_effort\": \"low\"" + STREAM))
                                    .body())
                            .toString())
                    .contains("reasoning_content", "[DONE]");
        }
    }

    private static List<String> arguments(JsonNode calls, String pointer) {
        List<String> accounts = new ArrayList<>();
        calls.forEach(call -> accounts.add(
                JSON.readTree(call.at(pointer).asString()).path("account_id").asString()));
        return accounts;
    }
}
