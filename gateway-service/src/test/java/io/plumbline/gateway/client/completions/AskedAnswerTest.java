package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A person is asked about nothing that they do not see: what is asked about elsewhere does not go on.
class AskedAnswerTest extends ChatStreamTests {

    private static final EffectivePolicy ASKING = TestGuards.policy("""
        {"stages": {"output": {"pii": {"action": "ask"}}}, "timeoutMs": 60000}\
        """);

    private final AnswerGuard guard = TestGuards.answer(ASKING, vault, report, Surroundings.NONE);

    private static String json(String quoted) {
        return quoted.replace('\'', '"').replace("@", EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'delta':{'name':'@'}",
                "'delta':{'@':1}",
                "'delta':{'new':['@']}",
                "'delta':{'annotations':[{'type':'url_citation','url_citation':{'url':'mailto:@','title':'t'}}]}",
                "'delta':{'reasoning':[{'text':'@','signature':'s'}]}",
                "'delta':{'card':4111111111111111}",
                "'delta':{'tool_calls':[{'index':0,'id':'@','function':{'name':'f','arguments':'{}'}}]}",
                "'delta':{'tool_calls':[{'index':0,'id':'1','function':{'name':'f','arguments':'{}'},'note':'@'}]}",
                "'delta':{'tool_calls':[{'index':0,'function':null,'custom':{'name':'@','input':'x'}}]}",
                "'finish_reason':'@'"
            })
    void endsAStreamedChoiceThatSaysItWhereNobodyLooks(String choice) throws NotAChunkException {
        ChatStream stream = new ChatStream(guard, false, 1);
        List<JsonNode> out = feed(
                stream,
                content(0, "See the source. "),
                "{\"choices\":[{\"index\":0," + json(choice) + "}]}",
                finish(0, "stop"));
        assertThat(guard.isAsked()).isFalse();
        assertThat(finishReasons(out)).containsExactly("content_filter");
        assertThat(out.toString()).doesNotContain(EMAIL, "4111111111111111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tool_calls':[{'index':0,'function':{'arguments':'@'},'custom':{'input':'x'}}]",
                "'tool_calls':'@ '"
            })
    void refusesAStreamWhoseCallsCannotBeRead(String delta) {
        assertThatThrownBy(() -> feed(new ChatStream(guard, false, 1), delta(json(delta))))
                .isInstanceOf(NotAChunkException.class);
        assertThat(guard.isAsked()).isFalse();
    }

    @Test
    void takesOutOfAStreamWhatIsBesideItsChoices() throws NotAChunkException {
        ChatStream stream = new ChatStream(guard, false, 1);
        List<JsonNode> out = feed(
                stream,
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello. \"}}],\"note\":\"" + EMAIL + "\"}",
                finish(0, "stop"));
        assertThat(guard.isAsked()).isFalse();
        assertThat(said(out, 0)).isEqualTo("Hello. ");
        assertThat(out.toString()).doesNotContain(EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'content':'Write to @ today.'",
                "'audio':{'transcript':'Write to @ today.'}",
                "'tool_calls':[{'index':0,'id':'1','function':{'name':'f','arguments':'{\\'to\\':\\'@\\'}'}}]"
            })
    void asksAboutWhatAStreamSays(String delta) throws NotAChunkException {
        ChatStream stream = new ChatStream(guard, false, 1);
        List<JsonNode> out = feed(stream, delta(json(delta.replace("\\'", "\\\""))), finish(0, "stop"));
        assertThat(guard.asked()).containsExactly("pii");
        assertThat(out.toString()).contains(EMAIL);
        assertThat(stream.remembered().toString()).contains(EMAIL);
    }

    private ChatAnswer answer(String choice, String beside) {
        ObjectNode body = JSON.readValue(
                json("{'id':'c1','choices':[{'index':0," + choice + ",'finish_reason':'stop'}]" + beside + "}"),
                ObjectNode.class);
        ChatAnswer answer = new ChatAnswer(body);
        answer.guard(guard);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'message':{'content':'See.','@':1}",
                "'message':{'content':'See.','card':4111111111111111}",
                "'message':{'tool_calls':[{'id':'@','function':{'name':'f','arguments':'{}'}}]}",
                "'message':{'tool_calls':[{'id':'1','function':{'name':'@','arguments':'{}'}}]}",
                "'message':{'tool_calls':[{'id':'1','function':{'name':'f','arguments':'{}'},'note':'@'}]}",
                "'message':{'tool_calls':'@ '}"
            })
    void endsAChoiceThatSaysItWhereNobodyLooks(String choice) {
        ChatAnswer answer = answer(choice, "");
        assertThat(guard.isAsked()).isFalse();
        assertThat(answer.isStopped()).isTrue();
        assertThat(answer.body().toString()).doesNotContain(EMAIL, "4111111111111111");
    }

    @Test
    void takesOutOfAnAnswerWhatIsBesideItsChoices() {
        ChatAnswer answer = answer("'message':{'content':'See.'}", ",'note':'@'");
        assertThat(guard.isAsked()).isFalse();
        assertThat(answer.isStopped()).isFalse();
        assertThat(answer.body().toString()).contains("See.").doesNotContain("note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'message':{'content':'Write to @ today.'}",
                "'message':{'content':'See.','annotations':[{'type':'url_citation','url_citation':{'url':'mailto:@'}}]}",
                "'message':{'tool_calls':[{'id':'1','function':{'name':'f','arguments':'{\\'to\\':\\'@\\'}'}}]}",
                "'message':{'tool_calls':[{'id':'1','custom':{'name':'f','input':'Write to @'}}]}"
            })
    void asksAboutWhatAnAnswerSays(String choice) {
        ChatAnswer answer = answer(choice.replace("\\'", "\\\""), "");
        assertThat(guard.asked()).containsExactly("pii");
        assertThat(answer.isStopped()).isFalse();
        assertThat(answer.body().toString()).contains(EMAIL);
    }
}
