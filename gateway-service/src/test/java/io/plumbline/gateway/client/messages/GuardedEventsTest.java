package io.plumbline.gateway.client.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
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

/// What is taken out of the events of a message, wherever in them it stands.
class GuardedEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String START = """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
        "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}}\
        """;
    private static final String END = """
        {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}\
        """;

    private final PlaceholderVault vault = PlaceholderVault.fresh();
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

    private static String stop() {
        return "{\"type\":\"content_block_stop\",\"index\":0}";
    }

    /// Members that no event has, of whatever name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''},'note':'@'}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''},'@':1}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'x','.text':'@'}}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'x','@':'x'}}",
            })
    void takesASecretOutOfEveryPlaceOfAStart(String event) throws NotAChunkException {
        List<JsonNode> out = feed(stream(TestGuards.FLOWING), START, secret(event), stop(), END);
        assertThat(out.toString()).doesNotContain("AKIA").contains("message_delta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'delta':{'type':'text_delta','text':'One, two. '},'note':'@'",
                "'delta':{'type':'text_delta','text':'One, two. '},'@':1",
                "'delta':{'type':'@','text':'One, two. '}",
                "'delta':{'type':'text_delta','text':'One, two. ','@':'x'}",
                "'delta':{'type':'text_delta','text':'One, two. ','@':{}}",
            })
    void takesASecretOutOfEveryPlaceOfADelta(String members) throws NotAChunkException {
        List<JsonNode> out = feed(
                stream(TestGuards.FLOWING),
                START,
                begin("{\"type\":\"text\",\"text\":\"\"}"),
                secret("{'type':'content_block_delta','index':0," + members + "}"));
        assertThat(out.toString()).doesNotContain("AKIA");
        assertThat(out).as("the event, or that there is none").hasSizeGreaterThan(2);
    }

    @Test
    void takesASecretOutOfACallThatIsHeld() throws NotAChunkException {
        EffectivePolicy only = TestGuards.policy("""
            {"stages": {"output": {"secret": {"action": "redact"}}},
             "tools": {"default": "block", "rules": [{"name": "f"}]}}\
            """);
        String call = "{'type':'tool_use','id':'t','name':'f','input':{'a':1},'partial_json':'@'}";
        List<JsonNode> out =
                feed(stream(only), START, begin(secret(call)), stop(), END.replace("end_turn", "tool_use"));
        assertThat(out.toString()).contains("tool_use").doesNotContain("AKIA");
    }

    private static String secret(String quoted) {
        return quoted.replace('\'', '"').replace("@", "AKIAIOSFODNN7EXAMPLE");
    }
}
