package io.plumbline.gateway;

import static io.plumbline.gateway.AnthropicScripts.beginText;
import static io.plumbline.gateway.AnthropicScripts.end;
import static io.plumbline.gateway.AnthropicScripts.event;
import static io.plumbline.gateway.AnthropicScripts.events;
import static io.plumbline.gateway.AnthropicScripts.joined;
import static io.plumbline.gateway.AnthropicScripts.stopBlock;
import static io.plumbline.gateway.AnthropicScripts.text;
import static io.plumbline.gateway.AnthropicScripts.types;
import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Streams on Anthropic's surface, and how any stream stays alive.
class MessageStreamIT extends StreamTests {

    MessageStreamIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void streamsFromStartToStopAndNamesEachEvent() {
        provider.plays((_, connection) -> {
            beginText(connection);
            event(connection, "{\"type\":\"ping\"}");
            text(connection, "Hello, ");
            text(connection, "you.");
            stopBlock(connection);
            end(connection);
        });
        HttpResponse<String> answer = gateway.messages(message("claude", "Hi", STREAM));
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("request-id")).isPresent();
        List<JsonNode> events = events(answer.body());
        assertThat(types(events)).startsWith("message_start", "content_block_start", "ping");
        assertThat(types(events)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(joined(events, "text")).isEqualTo("Hello, you.");
        assertThat(provider.received().getFirst().body().has("stream_options")).isFalse();
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(10);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(7);
        assertThat(attributes.path("stream").asBoolean()).isTrue();
    }

    @Test
    void restoresWhatTheProviderTearsAnywhereAlsoInTheInputOfATool() {
        provider.plays((request, connection) -> {
            String hidden = request.lastMessage();
            String input = "{\"to\":\"" + hidden + "\"}";
            int cut = Math.min(request.body().path("cut").asInt(), input.length());
            AnthropicScripts.begin(connection);
            event(
                    connection,
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\","
                            + "\"name\":\"send\",\"input\":{}}}");
            for (String piece : List.of(input.substring(0, cut), input.substring(cut))) {
                event(
                        connection,
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":"
                                + JSON.writeValueAsString(piece) + "}}");
            }
            stopBlock(connection);
            end(connection);
        });
        for (int cut = 0; cut < 44; cut++) {
            HttpResponse<String> answer =
                    gateway.messages(message("claude", "jane.roe@example.com", STREAM + ", \"cut\": " + cut));
            List<JsonNode> events = events(answer.body());
            assertThat(JSON.readTree(joined(events, "partial_json")).path("to").asString())
                    .as("cut at %d", cut)
                    .isEqualTo("jane.roe@example.com");
        }
    }

    @Test
    void readsFramesThatAreTornBetweenAnyBytes() {
        String start = "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":2}}}";
        String stream = ": hello\r\n\r\nevent: message_start\r\ndata:" + start + "\r\n\r\n"
                + "data:"
                + " {\"type\":\"content_block_start\",\"index\":0,\n"
                + "data:"
                + " \"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
                + "event: x\r"
                + "data:{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße"
                + " 🙂\"}}\r\r"
                + "data:"
                + " {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                + "data:"
                + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}\n\n"
                + "data:"
                + " {\"type\":\"message_stop\"}\n\n";
        provider.plays((_, connection) -> {
            connection.beginStream();
            for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
                connection.chunk(new byte[] {b});
            }
            connection.raw("0\r\n\r\n");
        });
        List<JsonNode> events =
                events(gateway.messages(message("claude", "Hi", STREAM)).body());
        assertThat(joined(events, "text")).isEqualTo("Grüße 🙂");
        assertThat(types(events)).endsWith("message_delta", "message_stop");
    }

    @Test
    void tellsACutAndAnErrorInTheStreamAndNeverACleanEnd() {
        provider.plays((_, connection) -> {
            beginText(connection);
            text(connection, "Half of it. ");
            connection.cut();
        });
        HttpResponse<String> cut = gateway.messages(message("claude", "Hi", STREAM));
        List<JsonNode> events = events(cut.body());
        assertThat(types(events)).endsWith("error").doesNotContain("message_stop");
        assertThat(events.getLast().at("/error/type").asString()).isEqualTo("api_error");
        assertThat(gateway.event(cut).at("/attributes/errorType").asString()).isEqualTo("provider_cut");
        provider.plays((_, connection) -> {
            beginText(connection);
            text(connection, "Half of it. ");
            event(
                    connection,
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
            connection.raw("0\r\n\r\n");
        });
        events = events(gateway.messages(message("claude", "Hi", STREAM)).body());
        assertThat(types(events)).endsWith("error").doesNotContain("message_stop");
        assertThat(events.getLast().at("/error/message").asString()).contains(": Overloaded. Try again");
        provider.plays((_, connection) -> {
            connection.beginStream();
            event(
                    connection,
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
            connection.raw("0\r\n\r\n");
        });
        assertThat(gateway.messages(message("claude", "Hi", STREAM)).statusCode())
                .as("before anything has gone out, a status tells it")
                .isEqualTo(502);
    }

    @Test
    void takesOutASecretOfTheModelsOwn() {
        provider.plays((_, connection) -> {
            beginText(connection);
            text(connection, "Use AKIAIOSF");
            text(connection, "ODNN7EXAMPLE now.");
            stopBlock(connection);
            end(connection);
        });
        HttpResponse<String> answer = gateway.messages(message("claude", "Hi", STREAM));
        assertThat(joined(events(answer.body()), "text"))
                .startsWith("Use <")
                .endsWith("> now.")
                .doesNotContain("AKIA");
        assertThat(gateway.event(answer).at("/attributes/findings").size()).isEqualTo(1);
    }

    @Test
    void cancelsTheProviderWithinASecondWhenTheClientGoesAndBillsWhatWasSaid() throws Exception {
        String id = hangsUpWithinASecond(
                (_, connection) -> {
                    beginText(connection);
                    text(connection, "A first sentence of it. ");
                },
                () -> {
                    try (RawClient client = new RawClient("/v1/messages", message("claude", "Hi", STREAM))) {
                        client.readUntil("message_start");
                        return client.header("x-plumbline-call-id");
                    }
                });
        JsonNode attributes = gateway.event(id).path("attributes");
        assertThat(attributes.path("errorType").asString()).isEqualTo("caller_gone");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(10);
        assertThat(attributes.path("outputTokens").asInt()).isPositive();
    }

    @Test
    void saysThatItIsStillThereInASilence() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            beginText(connection);
            awaitQuietly(seen);
            text(connection, "Late.");
            stopBlock(connection);
            end(connection);
        });
        HttpResponse<InputStream> answer =
                gateway.open("/v1/messages", gateway.application(), message("claude", "Hi", STREAM));
        String body = readUntil(answer.body(), "event: ping\ndata: {\"type\":\"ping\"}\n\n", seen);
        assertThat(types(events(body))).contains("ping").endsWith("message_stop");
        CountDownLatch seenComment = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("first. ");
            awaitQuietly(seenComment);
            connection.finish("stop");
            connection.done();
        });
        answer = gateway.open("/v1/chat/completions", gateway.application(), chat("support", "Hi", STREAM));
        body = readUntil(answer.body(), ": keep-alive\n\n", seenComment);
        assertThat(body).endsWith("data: [DONE]\n\n");
    }

    private static String readUntil(InputStream in, String what, CountDownLatch seen) throws Exception {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[4_096];
        while (read.indexOf(what) < 0) {
            int count = in.read(buffer);
            assertThat(count).as("still waiting for %s after %s", what, read).isPositive();
            read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        seen.countDown();
        return read + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
