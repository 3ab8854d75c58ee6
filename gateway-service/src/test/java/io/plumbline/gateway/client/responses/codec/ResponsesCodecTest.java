package io.plumbline.gateway.client.responses.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ResponsesCodecTest {

    private final ResponsesCodec codec = new ResponsesCodec();

    private static ObjectNode json(String text) {
        return WireJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void readsItemsAsMessages() {
        ModelRequest request = codec.read(json("""
                {"model": "m", "instructions": "Be brief.", "max_output_tokens": 9, "user": "u",
                 "tool_choice": {"type": "function", "name": "f"}, "parallel_tool_calls": false,
                 "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}, "strict": true}],
                 "text": {"format": {"type": "json_object"}, "verbosity": "low"},
                 "input": [{"role": "user", "content": "Hi"},
                   {"type": "reasoning", "id": "rs_1", "summary": []},
                   {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Wait."}]},
                   {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
                   {"type": "function_call", "call_id": "c2", "name": "f", "arguments": "{}"},
                   {"type": "function_call_output", "call_id": "c1", "output": "1"},
                   {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "2"}]},
                   {"role": "developer", "content": "Now."}]}"""));
        assertThat(request.messages())
                .extracting(Message::param)
                .containsExactly("instructions", "input[0]", "input[2]", "input[5]", "input[6]", "input[7]");
        assertThat(request.messages())
                .extracting(Message::role)
                .containsExactly(
                        Message.Role.SYSTEM,
                        Message.Role.USER,
                        Message.Role.ASSISTANT,
                        Message.Role.USER,
                        Message.Role.USER,
                        Message.Role.SYSTEM);
        assertThat(request.messages().get(2).parts())
                .extracting(Part::param)
                .as("what a model says and calls at once is one message")
                .containsExactly("input[2].content[0]", "input[3]", "input[4]");
        assertThat(request.toolChoice()).isEqualTo(ToolChoice.named("f"));
        assertThat(request.parallelToolCalls()).isFalse();
        assertThat(request.parameters().get("max_tokens").param()).isEqualTo("max_output_tokens");
        assertThat(request.parameters().get("verbosity").param()).isEqualTo("text.verbosity");
        assertThat(request.answerSchema()).isNotNull();
        assertThat(request.user()).isEqualTo("u");
    }

    @Test
    void refusesAnUnknownMemberWithoutRepeatingWhatItMayHold() {
        assertThatThrownBy(() -> codec.read(json("{\"model\": \"m\", \"input\": \"a\", \"a\\nb\": 1}")))
                .isInstanceOf(ProblemException.class)
                .satisfies(e -> assertThat(((ProblemException) e).properties()).containsEntry("param", "body"));
    }

    @Test
    void writesAnAnswer() {
        ObjectNode response = codec.write(
                new ModelAnswer(
                        "a1",
                        "m",
                        List.of(
                                new Part.Thought("Hm.", null, ""),
                                Part.Text.of("Hi."),
                                new Part.ToolUse("c1", "f", "", null, "")),
                        FinishReason.LENGTH,
                        null,
                        new Usage(7, 3, 0, 5, 2)),
                100);
        assertThat(response.path("status").asString()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
        assertThat(response.path("output")).isEqualTo(json("""
                {"output": [{"id": "rs_a100", "type": "reasoning", "summary": [{"type": "summary_text", "text": "Hm."}]},
                 {"id": "msg_a101", "type": "message", "status": "incomplete", "role": "assistant", "content":
                   [{"type": "output_text", "text": "Hi.", "annotations": [], "logprobs": []}]},
                 {"id": "fc_a102", "type": "function_call", "status": "incomplete", "call_id": "c1", "name": "f",
                  "arguments": "{}"}]}""").path("output"));
        assertThat(response.path("usage").toString())
                .isEqualTo("{\"input_tokens\":7,\"input_tokens_details\":{\"cached_tokens\":3},\"output_tokens\":5,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":12}");
    }

    @Test
    void streamsPartsThatInterleave() {
        DeltaWriter writer = codec.deltas(100);
        List<JsonNode> events = new ArrayList<>();
        for (Delta delta : List.of(
                new Delta.Started("a1", "m"),
                new Delta.Text("Hel"),
                new Delta.ToolStarted(0, "c1", "f", null),
                new Delta.ToolStarted(1, "c2", "g", null),
                new Delta.ToolArguments(1, "{\"b\":"),
                new Delta.ToolArguments(0, "{\"a\":1}"),
                new Delta.ToolArguments(1, "2}"),
                new Delta.Text("lo"),
                new Delta.Refusal("No."),
                new Delta.Finished(FinishReason.TOOL_CALLS, null),
                new Delta.Used(new Usage(1, 0, 0, 2, 0)),
                new Delta.Ended())) {
            writer.take(delta, data -> events.add(WireJson.object(data).orElseThrow()));
        }
        JsonNode response = events.getLast().path("response");
        assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("Hello");
        assertThat(response.at("/output/0/content/1/refusal").asString()).isEqualTo("No.");
        assertThat(response.at("/output/1/arguments").asString()).isEqualTo("{\"a\":1}");
        assertThat(response.at("/output/2/arguments").asString()).isEqualTo("{\"b\":2}");
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(3);
        JsonNode refusal = events.stream()
                .filter(event -> event.path("type").asString().equals("response.refusal.delta"))
                .findFirst()
                .orElseThrow();
        assertThat(refusal.path("content_index").asInt()).isEqualTo(1);
        assertThat(events.stream().filter(event -> event.path("type").asString().equals("response.output_item.done")))
                .extracting(event -> event.path("output_index").asInt())
                .containsExactly(0, 1, 2);
    }
}
