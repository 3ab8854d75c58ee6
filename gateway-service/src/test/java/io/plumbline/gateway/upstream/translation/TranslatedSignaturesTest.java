package io.plumbline.gateway.upstream.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.completions.codec.CompletionsCodec;
import io.plumbline.gateway.client.messages.codec.MessagesCodec;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Thoughts and calls of tools come back from a client as a model gave them, with the signatures by which its
/// provider knows them.
class TranslatedSignaturesTest {

    private static final ModelAnswer ANSWER = new ModelAnswer(
            "id",
            "model",
            List.of(
                    new Part.Thought("hm", "sig", ""),
                    new Part.SealedThought("sealed", ""),
                    new Part.ToolUse("c1", "f", "{\"a\":1}", "of-the-call", ""),
                    new Part.ToolUse("c2", "g", "", null, "")),
            FinishReason.TOOL_CALLS,
            null,
            Usage.NONE);

    @Test
    void comeBackInAChat() {
        ObjectNode message =
                (ObjectNode) new CompletionsCodec().write(ANSWER, 0).at("/choices/0/message");
        assertThat(sentBack(new CompletionsCodec(), message))
                .containsExactly("hm sig", "sealed", "c1 f {\"a\":1} of-the-call", "c2 g {} null");
    }

    @Test
    void comeBackInMessages() {
        ObjectNode answer = new MessagesCodec().write(ANSWER, 0);
        ObjectNode message = WireJson.newObject().put("role", "assistant");
        message.set("content", answer.path("content"));
        assertThat(sentBack(new MessagesCodec(), message))
                .containsExactly("hm sig", "sealed", "c1 f {\"a\":1} of-the-call", "c2 g  null");
    }

    private static List<String> sentBack(ClientCodec codec, ObjectNode message) {
        ObjectNode body = WireJson.newObject();
        body.putArray("messages").add(message);
        Message read = codec.read(body).messages().getFirst();
        return read.parts().stream()
                .map(part -> switch (part) {
                    case Part.Thought thought -> thought.text() + " " + thought.signature();
                    case Part.SealedThought sealed -> sealed.data();
                    case Part.ToolUse use ->
                        use.id() + " " + use.name() + " " + use.arguments() + " " + use.signature();
                    default -> part.toString();
                })
                .toList();
    }

    @Test
    void areInAStreamedChat() {
        List<JsonNode> chunks = written(new CompletionsCodec().deltas(0));
        assertThat(chunks.get(2)
                        .at("/choices/0/delta/thinking_blocks/0/signature")
                        .asString())
                .isEqualTo("sig");
        assertThat(chunks.get(3)
                        .at("/choices/0/delta/tool_calls/0/extra_content/google/thought_signature")
                        .asString())
                .isEqualTo("of-the-call");
        assertThat(chunks.get(4)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asString())
                .as("a call that nobody ends has arguments too")
                .isEqualTo("{}");
        assertThat(chunks.get(6).at("/usage/prompt_tokens").asInt())
                .as("usage that came before the end is told at the end")
                .isEqualTo(7);
    }

    @Test
    void areInAStreamedMessage() {
        List<JsonNode> events = written(new MessagesCodec().deltas(0));
        assertThat(events.stream().map(event -> event.path("type").asString()))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.get(3).at("/delta/signature").asString()).isEqualTo("sig");
        assertThat(events.get(5)
                        .at("/content_block/extra_content/google/thought_signature")
                        .asString())
                .isEqualTo("of-the-call");
        assertThat(events.get(7).at("/usage/input_tokens").asInt()).isEqualTo(7);
        assertThat(events.get(7).at("/delta/stop_reason").asString()).isEqualTo("tool_use");
    }

    private static List<JsonNode> written(DeltaWriter writer) {
        List<JsonNode> written = new ArrayList<>();
        List.of(
                        new Delta.Started("id", "model"),
                        new Delta.Thought("hm"),
                        new Delta.ThoughtEnded("hm", "sig"),
                        new Delta.ToolStarted(0, "c1", "f", "of-the-call"),
                        new Delta.Used(new Usage(7, 0, 0, 2, 1)),
                        new Delta.Finished(FinishReason.TOOL_CALLS, null),
                        new Delta.Ended())
                .forEach(delta -> writer.take(
                        delta,
                        data -> WireJson.value(new String(data, StandardCharsets.UTF_8))
                                .ifPresent(written::add)));
        return written;
    }
}
