package io.plumbline.gateway.client.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.responses.codec.ResponsesCodec;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ChatPlacesTest {

    @Test
    void findsTheClientsPlaceOfEveryPartOfAChatCompletion() {
        ChatPlaces places = new ChatPlaces();
        ModelRequest request = new ResponsesCodec().read(json("""
                {"model": "m", "input": [{"role": "user", "content": [{"type": "input_text", "text": "a"},
                   {"type": "input_image", "image_url": "https://example.com/a.png"}]},
                   {"role": "assistant", "content": "b"},
                   {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
                   {"type": "function_call_output", "call_id": "c", "output": "d"}]}"""));
        places.addEarlier();
        request.messages().forEach(places::add);
        places.precede(2);
        assertThat(List.of(
                        "messages[1].content",
                        "messages[2].content",
                        "messages[3].content[1].image_url.url",
                        "messages[4].content",
                        "messages[4].tool_calls[0].function.arguments",
                        "messages[5].content",
                        "messages[5].tool_call_id",
                        "tools[2].function.name",
                        "response_format.json_schema.schema",
                        "max_completion_tokens",
                        "messages"))
                .extracting(places::of)
                .containsExactly(
                        "plumbline.prompt",
                        "previous_response_id",
                        "input[0].content[1]",
                        "input[1].content",
                        "input[2].arguments",
                        "input[3].output",
                        "input[3].call_id",
                        "tools[2].name",
                        "text.format.schema",
                        "max_output_tokens",
                        "input");
    }

    private static ObjectNode json(String text) {
        return WireJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
