package io.plumbline.gateway.client.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A person is asked about nothing that they do not see: what is asked about elsewhere does not go on.
class AskedMessageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EMAIL = "jane.roe@example.com";
    private static final EffectivePolicy ASKING = TestGuards.policy("""
        {"stages": {"output": {"pii": {"action": "ask"}}}, "timeoutMs": 60000}\
        """);

    private final AnswerGuard guard =
            TestGuards.answer(ASKING, PlaceholderVault.fresh(), new GuardReport(), Surroundings.NONE);

    private static String json(String quoted) {
        return quoted.replace('\'', '"').replace("@", EMAIL);
    }

    private static String delta(String delta) {
        return "{'type':'content_block_delta','index':0,'delta':" + delta + "}";
    }

    private static String begin(String block) {
        return "{'type':'content_block_start','index':0,'content_block':" + block + "}";
    }

    private MessageStream stream(StringBuilder out, String... events) throws NotAChunkException {
        MessageStream stream = new MessageStream(guard);
        for (String event : events) {
            stream.take(
                    json(event).getBytes(StandardCharsets.UTF_8),
                    (name, data) -> out.append(new String(data, StandardCharsets.UTF_8)));
        }
        return stream;
    }

    @Test
    void endsAStreamWithASourceThatNobodyIsShown() throws NotAChunkException {
        StringBuilder out = new StringBuilder();
        MessageStream stream = stream(
                out,
                "{'type':'message_start','message':{'id':'msg_1','content':[]}}",
                begin("{'type':'text','text':''}"),
                delta("{'type':'text_delta','text':'See the source.'}"),
                delta("{'type':'citations_delta','citation':{'type':'char_location','cited_text':'Ask @.'}}"));
        assertThat(guard.isAsked()).isFalse();
        assertThat(stream.isStopped()).isTrue();
        assertThat(out).contains("\"refusal\"").doesNotContain(EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'web_search_tool_result','content':[{'type':'web_search_result','title':'Ask @','url':'u'}]}",
                "{'type':'text','text':'','citations':[{'cited_text':'@'}]}",
                "{'type':'tool_use','id':'1','name':'@','input':{}}",
                "{'type':'tool_use','id':'1','name':'send','input':{'to':'@'}}",
                "{'type':'text','text':'','card':4111111111111111}"
            })
    void endsAStreamWithABlockThatNobodyIsShown(String block) throws NotAChunkException {
        StringBuilder out = new StringBuilder();
        MessageStream stream = stream(out, begin(block));
        assertThat(guard.isAsked()).isFalse();
        assertThat(stream.isStopped()).isTrue();
        assertThat(out.toString()).doesNotContain(EMAIL, "4111111111111111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text_delta','text':'Write to @ today. '}",
                "{'type':'input_json_delta','partial_json':'{\\'to\\':\\'@\\'}'}"
            })
    void asksAboutWhatAStreamSays(String piece) throws NotAChunkException {
        StringBuilder out = new StringBuilder();
        boolean text = piece.contains("text_delta");
        MessageStream stream = stream(
                out,
                begin(text ? "{'type':'text','text':''}" : "{'type':'tool_use','id':'1','name':'f','input':{}}"),
                delta(piece.replace("\\'", "\\\"")),
                "{'type':'content_block_stop','index':0}");
        assertThat(guard.asked()).containsExactly("pii");
        assertThat(stream.isStopped()).isFalse();
        assertThat(out).contains(EMAIL);
        assertThat(String.valueOf(stream.remembered())).contains(EMAIL);
    }

    private MessageAnswer answer(String block, String beside) {
        MessageAnswer answer = new MessageAnswer(JSON.readValue(
                json("{'id':'msg_1','content':[" + block + "],'stop_reason':'end_turn'" + beside + "}"),
                ObjectNode.class));
        answer.guard(guard);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'See.','@':1}",
                "{'type':'text','text':'See.','card':4111111111111111}",
                "{'type':'tool_use','id':'@','name':'f','input':{}}",
                "{'type':'tool_use','id':'1','name':'f','input':{},'caller':'@'}"
            })
    void refusesAMessageThatSaysItWhereNobodyLooks(String block) {
        MessageAnswer answer = answer(block, "");
        assertThat(guard.isAsked()).isFalse();
        assertThat(answer.isStopped()).isTrue();
        assertThat(answer.body().toString()).doesNotContain(EMAIL, "4111111111111111");
    }

    @Test
    void takesOutOfAMessageWhatIsBesideItsContent() {
        MessageAnswer answer = answer("{'type':'text','text':'See.'}", ",'note':'@'");
        assertThat(guard.isAsked()).isFalse();
        assertThat(answer.body().toString()).contains("See.").doesNotContain("note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'Write to @ today.'}",
                "{'type':'text','text':'See.','citations':[{'type':'char_location','cited_text':'Ask @.'}]}",
                "{'type':'tool_use','id':'1','name':'f','input':{'to':'@'}}"
            })
    void asksAboutWhatAMessageSays(String block) {
        MessageAnswer answer = answer(block, "");
        assertThat(guard.asked()).containsExactly("pii");
        assertThat(answer.isStopped()).isFalse();
        assertThat(answer.body().toString()).contains(EMAIL);
    }
}
