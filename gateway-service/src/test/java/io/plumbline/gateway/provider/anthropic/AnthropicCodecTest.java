package io.plumbline.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What only some clients can say: see ChatOnMessagesTest for the rest.
class AnthropicCodecTest {

    private final AnthropicCodec codec = new AnthropicCodec();

    private static ObjectNode object(String json) {
        return WireJson.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static ModelRequest request(Message message, @Nullable AnswerSchema schema, @Nullable Reasoning reasoning) {
        return new ModelRequest(List.of(message), List.of(), null, null, schema, reasoning, null, Map.of());
    }

    @Test
    void saysWhatAToolShowsAndThatItFailed() {
        List<Part> shown = List.of(
                new Part.Text("See", null, "p[0]"),
                new Part.Image(Media.ofUrl("https://example.com/a.png"), "low", "p[1]"),
                new Part.Document(Media.ofText("Plain."), "a.txt", "p[2]"),
                new Part.Document(Media.ofUrl("https://example.com/a.pdf"), null, "p[3]"));
        Message message = new Message(Message.Role.USER, List.of(new Part.ToolResult("c", shown, true, "p")), "m");
        assertThat(codec.begin(request(message, null, null), "claude").request().at("/messages/0/content/0"))
                .isEqualTo(object("""
                    {'type':'tool_result','tool_use_id':'c','is_error':true,'content':[{'type':'text','text':'See'},
                     {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}},
                     {'type':'document','title':'a.txt','source':{'type':'text','media_type':'text/plain','data':'Plain.'}},
                     {'type':'document','source':{'type':'url','url':'https://example.com/a.pdf'}}]}\
                    """));
    }

    /// Anthropic takes its own thoughts alone.
    @Test
    void leavesThoughtsOfOthersOut() {
        Message message = new Message(
                Message.Role.ASSISTANT, List.of(new Part.Thought("hm", null, "p"), new Part.Refusal("No.", "p")), "m");
        assertThat(codec.begin(request(message, null, null), "claude").request().at("/messages/0/content"))
                .isEqualTo(object("{'c':[{'type':'text','text':'No.'}]}").path("c"));
    }

    @Test
    void thinksWithinABudget() {
        Message message = new Message(Message.Role.USER, List.of(new Part.Text("Hi", null, "m")), "m");
        Reasoning reasoning = new Reasoning(null, 2_000, "r");
        assertThat(codec.begin(request(message, null, reasoning), "claude")
                        .request()
                        .path("thinking"))
                .isEqualTo(object("{'type':'enabled','budget_tokens':2000}"));
        AnswerSchema anyJson = new AnswerSchema(null, null, null, null, "form");
        assertThatThrownBy(() -> codec.begin(request(message, anyJson, null), "claude"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.properties()).containsEntry("param", "form"));
    }

    @Test
    void readsWhichStopSequenceEndedAnAnswer() throws NotAChunkException {
        Message message = new Message(Message.Role.USER, List.of(new Part.Text("Hi", null, "m")), "m");
        ModelAnswer answer = codec.begin(request(message, null, null), "claude")
                .answer(object("{'content':[],'stop_reason':'stop_sequence','stop_sequence':'END','usage':{}}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
        assertThat(answer.stopSequence()).isEqualTo("END");
    }
}
