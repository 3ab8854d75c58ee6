package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a stream carries, however the provider tears it.
class StreamIT extends StreamTests {

    StreamIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void asksForUsageAlwaysAndShowsItToThoseWhoAsked() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi.");
            connection.finish("stop");
            connection.usage(3, 2);
            connection.done();
        });
        HttpResponse<String> unasked = gateway.call(chat("support", "Hi", STREAM));
        assertThat(unasked.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(unasked.body()).doesNotContain("usage");
        assertThat(gateway.event(unasked).at("/attributes/outputTokens").asInt())
                .isEqualTo(2);
        HttpResponse<String> asked = gateway.call(
                chat("support", "Hi", STREAM + ", \"stream_options\": {\"include_usage\": true, \"other\": 1}"));
        assertThat(events(asked.body())).element(2).asString().contains("\"prompt_tokens\":3");
        assertThat(provider.received())
                .allSatisfy(request -> assertThat(request.body()
                                .at("/stream_options/include_usage")
                                .asBoolean())
                        .isTrue());
        assertThat(provider.received()
                        .getLast()
                        .body()
                        .at("/stream_options/other")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void restoresAPlaceholderThatTheProviderTearsAnywhere() {
        provider.plays((request, connection) -> {
            connection.beginStream();
            String hidden = request.lastMessage();
            int cut = Integer.parseInt(request.body().path("cut").asString());
            connection.delta(hidden.substring(0, Math.min(cut, hidden.length())));
            connection.delta(hidden.substring(Math.min(cut, hidden.length())));
            connection.finish("stop");
            connection.done();
        });
        for (int cut = 0; cut < 40; cut++) {
            HttpResponse<String> answer =
                    gateway.call(chat("support", "jane.roe@example.com", STREAM + ", \"cut\": \"" + cut + "\""));
            List<String> events = events(answer.body());
            assertThat(said(events, 0)).as("cut at %d", cut).isEqualTo("jane.roe@example.com");
            assertThat(events).last().isEqualTo("[DONE]");
        }
        assertThat(provider.received())
                .noneSatisfy(request -> assertThat(request.text()).contains("jane.roe"));
    }

    @Test
    void readsFramesThatAreTornBetweenAnyBytesWithCommentsAndEveryLineEnd() {
        String stream = ": ping\r\n\r\ndata: " + ScriptedProvider.delta("Grüße ") + "\r\n\r\n: ping\n\ndata:"
                + ScriptedProvider.delta("🙂!") + "\n\nevent: x\rdata: "
                + "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}" + "\r\rdata: [DONE]\n\n";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        provider.plays((_, connection) -> {
            connection.beginStream();
            for (byte b : bytes) {
                connection.chunk(new byte[] {b});
            }
            connection.raw("0\r\n\r\n");
        });
        List<String> events = events(gateway.call(chat("support", "Hi", STREAM)).body());
        assertThat(said(events, 0)).isEqualTo("Grüße 🙂!");
        assertThat(events).last().isEqualTo("[DONE]");
    }

    @Test
    void givesEachChunkWhenItComes() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("first, ");
            awaitQuietly(seen);
            connection.delta("second");
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<InputStream> answer =
                gateway.open("/v1/chat/completions", gateway.application(), chat("support", "Hi", STREAM));
        byte[] buffer = new byte[4_096];
        int read = answer.body().read(buffer);
        assertThat(new String(buffer, 0, read, StandardCharsets.UTF_8))
                .contains("first, ")
                .doesNotContain("second");
        seen.countDown();
        String rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(rest).contains("[DONE]");
        // The end of a chunk may be held back until the next shows that nothing begins there.
        assertThat(String.join(
                        "",
                        DELTA.matcher(rest)
                                .results()
                                .map(found -> found.group(1))
                                .toList()))
                .isEqualTo("second");
    }

    @Test
    void keepsParallelToolCallsApartAndTheirArgumentsJson() {
        provider.plays((request, connection) -> {
            String hidden = request.lastMessage();
            String arguments = JSON.writeValueAsString("{\"to\":\"" + hidden + "\"}");
            String inner = arguments.substring(1, arguments.length() - 1);
            connection.beginStream();
            for (int tool = 0; tool < 2; tool++) {
                connection.event(toolDelta(
                        tool, "\"id\":\"call-" + tool + "\",\"type\":\"function\",", "\"name\":\"send\",", ""));
            }
            int cut = inner.indexOf("ADDRESS");
            for (String piece : List.of(inner.substring(0, cut), inner.substring(cut))) {
                connection.event(toolDelta(0, "", "", piece));
                connection.event(toolDelta(1, "", "", piece));
            }
            connection.finish("tool_calls");
            connection.done();
        });
        List<String> events = events(
                gateway.call(chat("support", "jane.roe@example.com", STREAM)).body());
        for (int tool = 0; tool < 2; tool++) {
            StringBuilder arguments = new StringBuilder();
            for (String event : events) {
                if (!event.equals("[DONE]")) {
                    for (JsonNode call : JSON.readTree(event).at("/choices/0/delta/tool_calls")) {
                        if (call.path("index").asInt() == tool) {
                            arguments.append(call.at("/function/arguments").asString(""));
                        }
                    }
                }
            }
            assertThat(JSON.readTree(arguments.toString()).path("to").asString())
                    .isEqualTo("jane.roe@example.com");
        }
        assertThat(events.toString()).contains("\"finish_reason\":\"tool_calls\"", "\"id\":\"call-1\"");
    }

    /// Some servers give every call the same index, each whole and with an identifier of its own.
    @Test
    void keepsParallelCallsApartThatHaveOneIndex() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(toolDelta(0, "\"id\":\"a\",", "\"name\":\"f\",", "{\\\"n\\\":1}"));
            connection.event(toolDelta(0, "\"id\":\"b\",", "\"name\":\"g\",", "{\\\"n\\\":2}"));
            connection.finish("tool_calls");
            connection.done();
        });
        String chunks = gateway.call(chat("support", "Hi", STREAM)).body();
        assertThat(chunks).contains("{\"index\":1,\"id\":\"b\"");
        String messages = gateway.messages(message("support", "Hi", STREAM)).body();
        for (String call : List.of("f", "g")) {
            assertThat(messages).containsOnlyOnce("\"name\":\"" + call + "\",\"input\":{}");
        }
        assertThat(messages).contains("\"partial_json\":\"{\\\"n\\\":1}\"", "\"partial_json\":\"{\\\"n\\\":2}\"");
    }

    @Test
    void takesOutASecretOfTheModelsOwn() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Use AKIAIOSF");
            connection.delta("ODNN7EXAMPLE now.");
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        assertThat(said(events(answer.body()), 0))
                .startsWith("Use <")
                .endsWith("> now.")
                .doesNotContain("AKIA");
        assertThat(gateway.event(answer).at("/attributes/findings").size()).isEqualTo(1);
    }
}
