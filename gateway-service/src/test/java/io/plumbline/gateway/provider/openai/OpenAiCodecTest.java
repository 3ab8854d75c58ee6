package io.plumbline.gateway.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What only some clients can say: see MessagesOnChatTest for the rest.
class OpenAiCodecTest {

    private final OpenAiCodec codec = new OpenAiCodec();

    private static ObjectNode object(String json) {
        return WireJson.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static ModelRequest request(Message message, @Nullable AnswerSchema schema, @Nullable Reasoning reasoning) {
        return new ModelRequest(List.of(message), List.of(), null, null, schema, reasoning, null, Map.of());
    }

    @Test
    void saysHowFineAnImageIsLookedAtAndAsksForAnyJson() {
        Message message = new Message(
                Message.Role.USER,
                List.of(new Part.Image(Media.ofBase64("image/png", "AAAA"), "low", "m.content[0]")),
                "m");
        AnswerSchema anyJson = new AnswerSchema(null, null, null, null, "form");
        Reasoning effort = new Reasoning("minimal", null, "r");
        assertThat(codec.begin(request(message, anyJson, effort), "gpt").request())
                .isEqualTo(object("""
                    {'messages':[{'role':'user','content':[
                      {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}}]}],
                     'reasoning_effort':'minimal','response_format':{'type':'json_object'}}\
                    """));
    }

    @Test
    void readsARefusalArgumentsThatAreAnObjectAndWhatWasThought() throws NotAChunkException {
        Message message = new Message(Message.Role.USER, List.of(new Part.Text("Hi", null, "m.content")), "m");
        ModelAnswer answer = codec.begin(request(message, null, null), "gpt").answer(object("""
            {'id':'c','choices':[{'finish_reason':'stop','message':{'content':null,'refusal':'No.','tool_calls':[
              {'id':'t','function':{'name':'f','arguments':{'a':1}}}]}}],
             'usage':{'prompt_tokens':3,'completion_tokens':9,'prompt_tokens_details':{'cached_tokens':4},
              'completion_tokens_details':{'reasoning_tokens':5}}}\
            """));
        assertThat(answer.parts())
                .isEqualTo(List.of(new Part.Refusal("No.", ""), new Part.ToolUse("t", "f", "{\"a\":1}", null, "")));
        assertThat(answer.usage()).isEqualTo(new Usage(3, 3, 0, 9, 5));
    }
}
