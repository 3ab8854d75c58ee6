package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a provider of Anthropic's kind says.
final class AnthropicScripts {

    private AnthropicScripts() {}

    /// The body of a message that says this.
    static String answer(String text) {
        return """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":%s}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}\
            """.formatted(JSON.writeValueAsString(text));
    }

    static void event(ScriptedProvider.Connection connection, String data) throws IOException {
        String type = JSON.readTree(data).path("type").asString();
        connection.chunk("event: " + type + "\ndata: " + data + "\n\n");
    }

    static void begin(ScriptedProvider.Connection connection) throws IOException {
        connection.beginStream();
        event(connection, """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x",\
            "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}\
            """);
    }

    static void beginText(ScriptedProvider.Connection connection) throws IOException {
        begin(connection);
        event(
                connection,
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
    }

    static void text(ScriptedProvider.Connection connection, String piece) throws IOException {
        event(
                connection,
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                        + JSON.writeValueAsString(piece) + "}}");
    }

    static void stopBlock(ScriptedProvider.Connection connection) throws IOException {
        event(connection, "{\"type\":\"content_block_stop\",\"index\":0}");
    }

    static void end(ScriptedProvider.Connection connection) throws IOException {
        event(connection, """
            {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"output_tokens":7}}\
            """);
        event(connection, "{\"type\":\"message_stop\"}");
        connection.raw("0\r\n\r\n");
    }

    /// The events of a stream, each of which must have a line that names it.
    static List<JsonNode> events(String body) {
        List<JsonNode> events = new ArrayList<>();
        for (String frame : body.split("\n\n", -1)) {
            if (frame.startsWith("event: ")) {
                int end = frame.indexOf('\n');
                JsonNode data = JSON.readTree(frame.substring(end + "\ndata: ".length()));
                if (!data.path("type").asString().equals(frame.substring("event: ".length(), end))) {
                    throw new AssertionError("an event is named otherwise than its data: " + frame);
                }
                events.add(data);
            } else if (!frame.isBlank()) {
                throw new AssertionError("a frame without a name: " + frame);
            }
        }
        return events;
    }

    static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    /// What the deltas say in all, in a member of theirs.
    static String joined(List<JsonNode> events, String field) {
        StringBuilder joined = new StringBuilder();
        events.forEach(event -> joined.append(event.path("delta").path(field).asString("")));
        return joined.toString();
    }
}
