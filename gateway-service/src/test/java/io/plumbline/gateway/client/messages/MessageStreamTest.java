package io.plumbline.gateway.client.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessageStreamTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EMAIL = "jane.roe@example.com";
    private static final String START = """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
        "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}}\
        """;
    private static final String END = """
        {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}\
        """;

    private final PlaceholderVault vault = PlaceholderVault.fresh();
    private final String placeholder = vault.placeholderFor("EMAIL_ADDRESS", EMAIL);
    private final GuardReport report = new GuardReport();

    private MessageStream stream(EffectivePolicy policy) {
        return new MessageStream(TestGuards.answer(policy, vault, report, Surroundings.NONE));
    }

    private static List<JsonNode> feed(MessageStream stream, String... events) throws NotAChunkException {
        List<JsonNode> out = new ArrayList<>();
        for (String event : events) {
            stream.take(event.getBytes(StandardCharsets.UTF_8), (name, data) -> {
                JsonNode json = JSON.readTree(data);
                assertThat(json.path("type").asString()).isEqualTo(name);
                out.add(json);
            });
        }
        return out;
    }

    private static String begin(String block) {
        return "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}";
    }

    private static String delta(String type, String field, String piece) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":"
                + JSON.writeValueAsString(piece) + "}}";
    }

    private static String stop() {
        return "{\"type\":\"content_block_stop\",\"index\":0}";
    }

    private static String joined(List<JsonNode> events, String field) {
        StringBuilder joined = new StringBuilder();
        events.forEach(event -> joined.append(event.path("delta").path(field).asString("")));
        return joined.toString();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    /// What was written to the cache costs more than other input, and a tier has its own price, also where the
    /// message has no end.
    @Test
    void keepsThePartsOfTheInputAndTheTierOfAMessageThatIsCutShort() throws NotAChunkException {
        MessageStream stream = stream(TestGuards.STANDARD);
        feed(
                stream,
                START.replace("\"input_tokens\":9,", """
                    "input_tokens":9,"cache_read_input_tokens":20,"cache_creation_input_tokens":50,\
                    "cache_creation":{"ephemeral_1h_input_tokens":40},"service_tier":"priority",\
                    """),
                begin("{\"type\":\"text\",\"text\":\"\"}"),
                delta("text_delta", "text", "Twelve chars"));
        assertThat(stream.usage(1)).isEqualTo(new TokenUsage(79, 20, 10, 40, 3, true, "priority"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "thinking"})
    void restoresWhatIsTornAnywhere(String kind) throws NotAChunkException {
        String said = "I will write to " + placeholder + " today.";
        for (int cut = 0; cut < said.length(); cut++) {
            MessageStream stream = stream(TestGuards.STANDARD);
            List<JsonNode> out = feed(
                    stream,
                    START,
                    begin("{\"type\":\"" + kind + "\",\"" + kind + "\":\"\"}"),
                    delta(kind + "_delta", kind, said.substring(0, cut)),
                    delta(kind + "_delta", kind, said.substring(cut)),
                    stop(),
                    END);
            assertThat(joined(out, kind)).as("cut at %d", cut).isEqualTo("I will write to " + EMAIL + " today.");
            assertThat(types(out)).startsWith("message_start", "content_block_start");
            assertThat(types(out)).endsWith("content_block_stop", "message_delta");
            assertThat(stream.remembered().toString()).contains(placeholder).doesNotContain(EMAIL);
        }
    }

    @Test
    void keepsTheInputOfAToolJsonWhereverItIsTorn() throws NotAChunkException {
        String input = "{\"to\": \"" + placeholder + "\", \"n\": 1}";
        for (int cut = 0; cut < input.length(); cut++) {
            MessageStream stream = stream(TestGuards.FLOWING);
            List<JsonNode> out = feed(
                    stream,
                    START,
                    begin("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"send\",\"input\":{}}"),
                    delta("input_json_delta", "partial_json", input.substring(0, cut)),
                    delta("input_json_delta", "partial_json", input.substring(cut)),
                    stop(),
                    END.replace("end_turn", "tool_use"));
            assertThat(JSON.readTree(joined(out, "partial_json")).path("to").asString())
                    .as("cut at %d", cut)
                    .isEqualTo(EMAIL);
        }
    }

    @Test
    void takesOutASecretTornAnywhere() throws NotAChunkException {
        String secret = "AKIAIOSFODNN7EXAMPLE";
        String text = "The key is " + secret + ", keep it.";
        for (int cut = 1; cut < text.length(); cut++) {
            List<JsonNode> out = feed(
                    stream(TestGuards.FLOWING),
                    START,
                    begin("{\"type\":\"text\",\"text\":\"\"}"),
                    delta("text_delta", "text", text.substring(0, cut)),
                    delta("text_delta", "text", text.substring(cut)),
                    stop(),
                    END);
            assertThat(joined(out, "text")).startsWith("The key is <").endsWith(", keep it.");
            assertThat(out.toString()).doesNotContain(secret.substring(0, 12));
        }
    }

    @Test
    void endsWithARefusalWhereThePolicyBlocks() throws NotAChunkException {
        EffectivePolicy strict = TestGuards.policy("""
            {"stages": {"output": {"secret": {"action": "block"}}}}\
            """);
        MessageStream stream = stream(strict);
        List<JsonNode> out = feed(
                stream,
                START,
                begin("{\"type\":\"text\",\"text\":\"\"}"),
                delta("text_delta", "text", "Sure. The key is AKIAIOSFODNN7EXAMPLE, "),
                delta("text_delta", "text", "keep it. And there is more to tell."));
        if (!stream.isOver()) {
            out.addAll(feed(stream, stop()));
        }
        assertThat(stream.isOver()).isTrue();
        assertThat(out.toString()).doesNotContain("AKIA");
        assertThat(types(out)).endsWith("content_block_stop", "message_delta");
        assertThat(types(out).stream().filter("content_block_stop"::equals)).hasSize(1);
        assertThat(out.getLast().at("/delta/stop_reason").asString()).isEqualTo("refusal");
        assertThat(stream.usage(5).input()).isEqualTo(9);
        assertThat(stream.usage(5).estimated()).isTrue();
    }

    @Test
    void holdsACallUntilItIsKnownToBeAllowed() throws NotAChunkException {
        EffectivePolicy only = TestGuards.policy("""
            {"stages": {}, "tools": {"default": "block", "rules": [{"name": "get_order", "action": "allow"}]}}\
            """);
        String[] call = {
            START,
            begin("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"NAME\",\"input\":{}}"),
            delta("input_json_delta", "partial_json", "{\"id\": "),
            delta("input_json_delta", "partial_json", "7}"),
            stop()
        };
        MessageStream allowed = stream(only);
        List<JsonNode> out = feed(allowed, named(call, "get_order"));
        assertThat(types(out))
                .containsExactly("message_start", "content_block_start", "content_block_delta", "content_block_stop");
        assertThat(joined(out, "partial_json")).isEqualTo("{\"id\": 7}");
        MessageStream denied = stream(only);
        out = feed(denied, named(call, "delete_order"));
        assertThat(types(out)).containsExactly("message_start", "message_delta");
        assertThat(out.getLast().at("/delta/stop_reason").asString()).isEqualTo("refusal");
        assertThat(denied.isStopped()).isTrue();
    }

    /// Some servers begin a call with all of its input.
    @Test
    void judgesTheInputThatACallIsBegunWith() throws NotAChunkException {
        EffectivePolicy cheap = TestGuards.policy("""
            {"stages": {}, "tools": {"default": "block", "rules": [
             {"name": "pay", "limit": {"argument": "amount", "perCall": 100}}]}}\
            """);
        String call =
                begin("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"pay\",\"input\":{\"amount\":AMOUNT}}");
        List<JsonNode> out = feed(stream(cheap), START, call.replace("AMOUNT", "50"), stop());
        assertThat(joined(out, "partial_json")).isEqualTo("{\"amount\":50}");
        assertThat(out.get(1).at("/content_block/input").isEmpty()).isTrue();
        out = feed(stream(cheap), START, call.replace("AMOUNT", "5000"), stop());
        assertThat(out.toString()).contains("refusal").doesNotContain("5000");
        String more = delta("input_json_delta", "partial_json", "{\"amount\":5000}");
        out = feed(stream(cheap), START, call.replace("AMOUNT", "50"), more, stop());
        assertThat(out.toString()).contains("refusal").doesNotContain("5000");
    }

    /// Anthropic gives the input of a tool that takes nothing as one empty piece.
    @Test
    void judgesACallWithoutInputAsOneThatTakesNothing() throws NotAChunkException {
        EffectivePolicy cheap = TestGuards.policy("""
            {"stages": {}, "tools": {"default": "block", "rules": [
             {"name": "list", "arguments": {"q": {"denied": ["*secret*"]}}}]}}\
            """);
        String[] call = {
            START,
            begin("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"NAME\",\"input\":{}}"),
            delta("input_json_delta", "partial_json", ""),
            stop(),
            END.replace("end_turn", "tool_use")
        };
        List<JsonNode> out = feed(stream(cheap), named(call, "list"));
        assertThat(out.getLast().at("/delta/stop_reason").asString()).isEqualTo("tool_use");
        assertThat(joined(out, "partial_json")).isEqualTo("{}");
    }

    private static String[] named(String[] events, String name) {
        String[] named = events.clone();
        named[1] = named[1].replace("NAME", name);
        return named;
    }

    @Test
    void passesOnWhatItDoesNotKnowByteForByte() throws NotAChunkException {
        String unknown = "{\"type\":\"novel_event\", \"number\": 1.50}";
        List<String> given = new ArrayList<>();
        stream(TestGuards.STANDARD)
                .take(
                        unknown.getBytes(StandardCharsets.UTF_8),
                        (name, data) -> given.add(new String(data, StandardCharsets.UTF_8)));
        assertThat(given).containsExactly(unknown);
    }

    @Test
    void readsUsageFromBothEnds() throws NotAChunkException {
        MessageStream stream = stream(TestGuards.STANDARD);
        feed(stream, START, END);
        assertThat(stream.usage(1).input()).isEqualTo(9);
        assertThat(stream.usage(1).output()).isEqualTo(7);
        assertThat(stream.usage(1).estimated()).isFalse();
        assertThat(stream.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}",
                "{\"type\":\"a\\nb\"}",
                "{\"type\":\"content_block_delta\",\"index\":5,\"delta\":{}}"
            })
    void refusesWhatIsNoEvent(String event) {
        assertThatThrownBy(() -> feed(stream(TestGuards.STANDARD), event)).isInstanceOf(NotAChunkException.class);
    }
}
