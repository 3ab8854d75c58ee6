package io.plumbline.gateway.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GeminiCodecTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OLDER = "gemini-2.5-flash";
    private static final String NEWER = "gemini-3-flash-preview";
    private static final GeminiCodec CODEC = new GeminiCodec();

    /// A request under construction.
    private static final class Asked {
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private @Nullable ToolChoice choice;
        private @Nullable Boolean parallel;
        private @Nullable AnswerSchema schema;
        private @Nullable Reasoning reasoning;

        Asked says(Message.Role role, Part... parts) {
            messages.add(new Message(role, List.of(parts), "messages[" + messages.size() + "]"));
            return this;
        }

        Asked with(String name, String value) {
            parameters.put(name, new Parameter(JSON.readTree(value), name));
            return this;
        }

        Asked effort(String effort) {
            reasoning = new Reasoning(effort, null, "reasoning_effort");
            return this;
        }

        ProviderCall call(String model) {
            return CODEC.begin(
                    new ModelRequest(messages, tools, choice, parallel, schema, reasoning, "u1", parameters), model);
        }

        ObjectNode written(String model) {
            return call(model).request();
        }
    }

    private static Asked asked() {
        return new Asked().says(Message.Role.USER, text("Hi"));
    }

    private static Part text(String text) {
        return new Part.Text(text, null, "messages[0].content");
    }

    private static Part.ToolUse use(String id, @Nullable String signature) {
        return new Part.ToolUse(id, "balance", "{\"account\": \"AB-1\"}", signature, "messages[1].tool_calls[0]");
    }

    private static Part.ToolResult result(String id, boolean failed, Part... content) {
        return new Part.ToolResult(id, List.of(content), failed, "messages[2]");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static void same(JsonNode actual, String expected) {
        assertThat(actual).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void writesMessagesAndParameters() {
        ObjectNode written = new Asked()
                .says(Message.Role.SYSTEM, text("Be brief."))
                .says(Message.Role.USER, text("Hi"))
                .says(Message.Role.ASSISTANT, text("Hello."), new Part.Refusal("No more.", ""))
                .says(
                        Message.Role.USER,
                        new Part.Image(Media.ofBase64("image/png", "aGk="), "low", ""),
                        new Part.Image(Media.ofUrl("https://example.com/a.jpg?x=1"), null, ""),
                        new Part.Document(Media.ofUrl("gs://bucket/rules"), null, ""),
                        new Part.Document(Media.ofBase64("application/pdf", "JVBE"), "a.pdf", ""))
                .says(Message.Role.USER, new Part.Document(Media.ofText("Rules."), null, ""))
                .says(Message.Role.SYSTEM, text("Be kind."))
                .with("max_tokens", "300")
                .with("temperature", "0.5")
                .with("top_p", "0.9")
                .with("top_k", "40")
                .with("stop", "[\"END\"]")
                .with("seed", "7")
                .with("presence_penalty", "0.1")
                .with("frequency_penalty", "0.2")
                .with("n", "1")
                .with("logit_bias", "{}")
                .with("stream", "true")
                .with("metadata", "{\"a\": \"b\"}")
                .written(OLDER);
        same(written, """
                {"systemInstruction": {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]},
                 "contents": [
                   {"role": "user", "parts": [{"text": "Hi"}]},
                   {"role": "model", "parts": [{"text": "Hello."}, {"text": "No more."}]},
                   {"role": "user", "parts": [
                     {"inlineData": {"mimeType": "image/png", "data": "aGk="}},
                     {"fileData": {"fileUri": "https://example.com/a.jpg?x=1", "mimeType": "image/jpeg"}},
                     {"fileData": {"fileUri": "gs://bucket/rules"}},
                     {"inlineData": {"mimeType": "application/pdf", "data": "JVBE"}},
                     {"text": "Rules."}]}],
                 "generationConfig": {"maxOutputTokens": 300, "temperature": 0.5, "topP": 0.9, "topK": 40,
                   "stopSequences": ["END"], "seed": 7, "presencePenalty": 0.1, "frequencyPenalty": 0.2}}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n | 2",
                "logprobs | true",
                "top_logprobs | 2",
                "logit_bias | {\"1\": 2}",
                "modalities | [\"text\", \"audio\"]",
                "systemInstruction | {\"parts\": []}",
                "min_p | 0.1"
            })
    void refusesWhatGeminiCannotSay(String name, String value) {
        assertThatThrownBy(() -> asked().with(name, value).written(OLDER))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(name);
    }

    @Test
    void writesToolsWithTheirSchemasAndTheChoice() {
        Asked asked = asked();
        asked.tools.add(new Tool(
                "balance",
                "Balance of an account",
                object(
                        "{\"type\": \"object\", \"$defs\": {\"a\": {\"type\": \"string\"}},"
                                + " \"properties\": {\"account\": {\"$ref\": \"#/$defs/a\"}}, \"additionalProperties\": false}"),
                true,
                "tools[0]"));
        asked.tools.add(new Tool("now", null, null, null, "tools[1]"));
        asked.choice = ToolChoice.named("balance");
        ObjectNode written = asked.written(OLDER);
        same(written.path("tools"), """
                [{"functionDeclarations": [
                  {"name": "balance", "description": "Balance of an account", "parametersJsonSchema":
                    {"type": "object", "$defs": {"a": {"type": "string"}},
                     "properties": {"account": {"$ref": "#/$defs/a"}}, "additionalProperties": false}},
                  {"name": "now"}]}]""");
        same(written.path("toolConfig"), """
                {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["balance"]}}""");
        asked.choice = ToolChoice.NONE;
        assertThat(asked.written(OLDER)
                        .at("/toolConfig/functionCallingConfig/mode")
                        .asString())
                .isEqualTo("NONE");
        asked.choice = ToolChoice.REQUIRED;
        same(asked.written(OLDER).path("toolConfig"), "{\"functionCallingConfig\": {\"mode\": \"ANY\"}}");
        asked.choice = null;
        assertThat(asked.written(OLDER).has("toolConfig")).isFalse();
    }

    @Test
    void sendsCallsAndTheirResultsBack() {
        ObjectNode written = asked().says(
                        Message.Role.ASSISTANT, text("Let me see."), use("gemini_f1", "c2ln"), use("call_r1_1", null))
                .says(Message.Role.USER, result("gemini_f1", false, text("12.5"), text("EUR")))
                .says(Message.Role.USER, result("call_r1_1", true, text("No such account.")), text("Thanks."))
                .written(OLDER);
        same(written.path("contents"), """
                [{"role": "user", "parts": [{"text": "Hi"}]},
                 {"role": "model", "parts": [
                   {"text": "Let me see."},
                   {"functionCall": {"id": "f1", "name": "balance", "args": {"account": "AB-1"}}, "thoughtSignature": "c2ln"},
                   {"functionCall": {"name": "balance", "args": {"account": "AB-1"}}}]},
                 {"role": "user", "parts": [
                   {"functionResponse": {"id": "f1", "name": "balance", "response": {"result": "12.5\\nEUR"}}},
                   {"functionResponse": {"name": "balance", "response": {"error": "No such account."}}}]},
                 {"role": "user", "parts": [{"text": "Thanks."}]}]""");
    }

    @Test
    void signsCallsOfOtherProvidersForModelsThatDemandIt() {
        Asked asked = asked().says(Message.Role.ASSISTANT, use("toolu_1", null), use("toolu_2", null))
                .says(Message.Role.USER, result("toolu_1", false), result("toolu_2", false));
        JsonNode parts = asked.written(NEWER).at("/contents/1/parts");
        assertThat(parts.get(0).path("thoughtSignature").asString()).isEqualTo("skip_thought_signature_validator");
        assertThat(parts.get(1).has("thoughtSignature")).isFalse();
        assertThat(asked.written(OLDER).toString()).doesNotContain("thoughtSignature");
    }

    @Test
    void leavesThoughtsOut() {
        JsonNode parts = asked().says(
                        Message.Role.ASSISTANT,
                        new Part.Thought("Hm.", "ErUBCkYIAxgCIkD", ""),
                        new Part.SealedThought("x", ""),
                        text("Hello."))
                .written(NEWER)
                .at("/contents/1/parts");
        same(parts, "[{\"text\": \"Hello.\"}]");
    }

    @Test
    void attachesImagesToResultsWhereTheModelTakesThem() {
        Asked asked = asked().says(Message.Role.ASSISTANT, use("call_1", "c2ln"))
                .says(
                        Message.Role.USER,
                        result("call_1", false, new Part.Image(Media.ofBase64("image/png", "aGk="), null, "here")));
        same(asked.written(NEWER).at("/contents/2/parts/0/functionResponse"), """
                {"name": "balance", "response": {"result": ""},
                 "parts": [{"inlineData": {"mimeType": "image/png", "data": "aGk="}}]}""");
        assertThatThrownBy(() -> asked.written(OLDER)).hasMessageContaining("here must be text");
    }

    @Test
    void refusesAResultWithoutItsCallAndArgumentsThatAreNoObject() {
        assertThatThrownBy(() ->
                        asked().says(Message.Role.USER, result("call_9", false)).written(OLDER))
                .hasMessageContaining("messages[2] must answer");
        assertThatThrownBy(() -> asked().says(Message.Role.ASSISTANT, new Part.ToolUse("c", "f", "[1]", null, "here"))
                        .written(OLDER))
                .hasMessageContaining("here must have a JSON object");
    }

    @Test
    void asksForJson() {
        Asked asked = asked();
        asked.schema = new AnswerSchema("a", null, object("{\"type\": \"object\"}"), true, "response_format");
        same(asked.written(OLDER).path("generationConfig"), """
                {"responseMimeType": "application/json", "responseJsonSchema": {"type": "object"}}""");
        asked.schema = new AnswerSchema(null, null, null, null, "response_format");
        same(asked.written(OLDER).path("generationConfig"), "{\"responseMimeType\": \"application/json\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash,none,thinkingBudget,0,false",
        "gemini-2.5-pro,low,thinkingBudget,1024,true",
        "gemini-2.5-pro,medium,thinkingBudget,8192,true",
        "gemini-2.5-pro,xhigh,thinkingBudget,24576,true",
        "gemini-3-flash-preview,none,thinkingLevel,minimal,false",
        "gemini-3-pro-preview,minimal,thinkingLevel,low,false",
        "gemini-3.1-pro-preview,medium,thinkingLevel,medium,true",
        "gemini-flash-latest,xhigh,thinkingLevel,high,true"
    })
    void saysHowMuchToThink(String model, String effort, String member, String value, boolean shown) {
        JsonNode config = asked().effort(effort).written(model).at("/generationConfig/thinkingConfig");
        assertThat(config.path(member).asString()).isEqualTo(value);
        assertThat(config.path("includeThoughts").asBoolean()).isEqualTo(shown);
        assertThat(config).hasSize(2);
    }

    @Test
    void leavesRoomBesideThoughtsAndTakesABudget() {
        assertThat(asked().effort("high")
                        .with("max_tokens", "2000")
                        .written(OLDER)
                        .at("/generationConfig/thinkingConfig/thinkingBudget")
                        .asInt())
                .isEqualTo(1000);
        assertThat(asked().effort("none").written("gemini-2.0-flash").has("generationConfig"))
                .isFalse();
        Asked asked = asked();
        asked.reasoning = new Reasoning(null, 30_000, "thinking");
        same(asked.written(OLDER).at("/generationConfig/thinkingConfig"), """
                {"thinkingBudget": 24576, "includeThoughts": true}""");
        same(asked.written("gemini-2.5-pro").at("/generationConfig/thinkingConfig"), """
                {"thinkingBudget": 30000, "includeThoughts": true}""");
        same(asked.written(NEWER).at("/generationConfig/thinkingConfig"), """
                {"thinkingLevel": "high", "includeThoughts": true}""");
        assertThatThrownBy(() -> asked().effort("much").written(OLDER)).hasMessageContaining("reasoning_effort");
    }

    private static final String ANSWER = """
            {"candidates": [{"content": {"role": "model", "parts": [
              {"text": "First ", "thought": true}, {"text": "think.", "thought": true},
              {"functionCall": {"id": "f1", "name": "balance", "args": {"account": "AB-1"}}, "thoughtSignature": "c2ln"},
              {"functionCall": {"name": "balance", "args": {"account": "AB-2"}}}]},
              "finishReason": "STOP", "index": 0}],
             "usageMetadata": {"promptTokenCount": 20, "cachedContentTokenCount": 8, "candidatesTokenCount": 7,
               "thoughtsTokenCount": 5, "toolUsePromptTokenCount": 2, "totalTokenCount": 34},
             "modelVersion": "gemini-3-flash-preview", "responseId": "r1"}""";

    @Test
    void readsCallsThoughtsAndUsage() throws Exception {
        ModelAnswer answer = asked().call(NEWER).answer(object(ANSWER));
        assertThat(answer.id()).isEqualTo("r1");
        assertThat(answer.model()).isEqualTo("gemini-3-flash-preview");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.usage()).isEqualTo(new Usage(22, 8, 0, 12, 5));
        assertThat(answer.parts())
                .containsExactly(
                        new Part.Thought("First think.", null, ""),
                        new Part.ToolUse("gemini_f1", "balance", "{\"account\":\"AB-1\"}", "c2ln", ""),
                        new Part.ToolUse("call_r1_1", "balance", "{\"account\":\"AB-2\"}", null, ""));
        Asked one = asked();
        one.parallel = false;
        assertThat(one.call(NEWER).answer(object(ANSWER)).parts())
                .as("one call where no more are wanted")
                .hasSize(2);
    }

    @Test
    void readsText() throws Exception {
        ModelAnswer answer = asked().call(OLDER).answer(object("""
                {"candidates": [{"content": {"parts": [{"text": "Hel"}, {"text": "lo."}, {"text": "",
                 "thoughtSignature": "c2ln"}]}, "finishReason": "MAX_TOKENS"}]}"""));
        assertThat(answer.parts()).containsExactly(Part.Text.of("Hello."));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}, \"usageMetadata\": {\"promptTokenCount\": 9}}",
                "{\"candidates\": [{\"finishReason\": \"SAFETY\", \"safetyRatings\": []}]}",
                "{\"candidates\": [{\"finishReason\": \"RECITATION\"}]}",
                "{\"candidates\": [{\"finishReason\": \"SPII\"}]}",
                "{\"candidates\": [{\"finishReason\": \"BLOCKLIST\"}]}",
                "{\"candidates\": [{\"finishReason\": \"PROHIBITED_CONTENT\"}]}"
            })
    void readsWhatGeminisRulesKeptBack(String body) throws Exception {
        ModelAnswer answer = asked().call(OLDER).answer(object(body));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(answer.parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\": [{\"finishReason\": \"MALFORMED_FUNCTION_CALL\"}]}",
                "{\"candidates\": [{\"finishReason\": \"UNEXPECTED_TOOL_CALL\"}]}",
                "{\"candidates\": [{\"finishReason\": \"OTHER\"}]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hel\"}]}}]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": 1}]}, \"finishReason\": \"STOP\"}]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"functionCall\": {\"name\": \"f\", \"args\": []}}]},"
                        + " \"finishReason\": \"STOP\"}]}",
                "{\"error\": {\"code\": 500, \"message\": \"no\", \"status\": \"INTERNAL\"}}"
            })
    void refusesWhatIsNoWholeAnswer(String body) {
        assertThatThrownBy(() -> asked().call(OLDER).answer(object(body))).isInstanceOf(NotAChunkException.class);
    }

    private static List<Delta> read(DeltaReader reader, String... events) throws NotAChunkException {
        List<Delta> deltas = new ArrayList<>();
        for (String event : events) {
            reader.take(event.getBytes(StandardCharsets.UTF_8), deltas::add);
        }
        reader.close(deltas::add);
        return deltas;
    }

    @Test
    void readsAStream() throws Exception {
        List<Delta> deltas = read(
                asked().call(NEWER).deltas(),
                """
                {"candidates": [{"content": {"parts": [{"text": "Fir", "thought": true}]}}],
                 "usageMetadata": {"promptTokenCount": 20}, "modelVersion": "m1", "responseId": "r1"}""",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"st.\", \"thought\": true}]}}]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Well\"}]}, \"finishReason\": \"STOP\"}]}",
                """
                {"candidates": [{"content": {"parts": [
                  {"functionCall": {"name": "balance", "args": {}}, "thoughtSignature": "c2ln"}]}}]}""",
                """
                {"candidates": [{"content": {"parts": [{"text": ""}]}, "finishReason": "STOP"}],
                 "usageMetadata": {"promptTokenCount": 20, "candidatesTokenCount": 7, "thoughtsTokenCount": 5}}""");
        assertThat(deltas)
                .startsWith(new Delta.Started("r1", "m1"))
                .containsSubsequence(
                        new Delta.Thought("Fir"),
                        new Delta.Thought("st."),
                        new Delta.Text("Well"),
                        new Delta.ToolStarted(0, "call_r1_0", "balance", "c2ln"),
                        new Delta.ToolArguments(0, "{}"),
                        new Delta.ToolEnded(0),
                        new Delta.Finished(FinishReason.TOOL_CALLS, null))
                .contains(new Delta.Used(new Usage(20, 0, 0, 12, 5)))
                .endsWith(new Delta.Ended());
    }

    @Test
    void readsAStreamThatWasKeptBackOrBrokeOffOrFailed() throws Exception {
        assertThat(read(asked().call(OLDER).deltas(), "{\"promptFeedback\": {\"blockReason\": \"OTHER\"}}"))
                .containsExactly(
                        new Delta.Started("", ""),
                        new Delta.Finished(FinishReason.CONTENT_FILTER, null),
                        new Delta.Ended());
        assertThat(read(
                        asked().call(OLDER).deltas(),
                        "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hel\"}]}}]}"))
                .containsExactly(new Delta.Started("", ""), new Delta.Text("Hel"));
        String error = "{\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}";
        assertThatThrownBy(() -> read(asked().call(OLDER).deltas(), error))
                .isInstanceOfSatisfying(
                        NotAChunkException.class,
                        said -> assertThat(said.isError()).isTrue());
    }

    @Test
    void tellsAConversationThatIsTooLong() {
        ProviderRefusal refusal = asked().call(OLDER).refusal(object("""
                {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message":
                 "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."}}"""), 400);
        assertThat(refusal.code()).isEqualTo(ProviderRefusal.TOO_LONG);
        assertThat(refusal.type()).isEqualTo("INVALID_ARGUMENT");
        assertThat(asked().call(OLDER).refusal(object("{\"error\": {}}"), 429))
                .isEqualTo(new ProviderRefusal(429, "", null, null));
    }
}
