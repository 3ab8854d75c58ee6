package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.PolicyEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedGateway.class)
class StreamIT {

    private static final String STREAM = ", \"stream\": true";
    private static final Pattern DELTA = Pattern.compile("\"content\":\"([^\"]*)\"");

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    StreamIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
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
            connection.delta("first");
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
                .contains("first")
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
    void endsABrokenStreamWithAnErrorAndBillsWhatCame() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("x".repeat(40));
            connection.cut();
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        List<String> events = events(answer.body());
        assertThat(events).doesNotContain("[DONE]");
        assertThat(JSON.readTree(events.getLast()).at("/error/code").asString()).isEqualTo("provider_cut");
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.failed");
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("provider_cut");
        assertThat(event.at("/attributes/outputTokens").asInt()).isEqualTo(10);
    }

    @Test
    void endsAStreamThatSimplyStopsLikewise() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("half an ans");
            connection.raw("0\r\n\r\n");
        });
        List<String> events = events(gateway.call(chat("support", "Hi", STREAM)).body());
        assertThat(events.getLast()).contains("provider_cut");
    }

    @Test
    void takesAStreamForWholeThatHasItsFinishButNoDone() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi.");
            connection.finish("stop");
            connection.raw("0\r\n\r\n");
        });
        assertThat(events(gateway.call(chat("support", "Hi", STREAM)).body()))
                .last()
                .isEqualTo("[DONE]");
    }

    @Test
    void tellsAnErrorInsideAStreamByStatusAsLongAsNothingHasGoneOut() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event("{\"error\": {\"message\": \"overloaded\", \"code\": 500}}");
            connection.raw("0\r\n\r\n");
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_error");
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi");
            connection.event("{\"error\": {\"message\": \"overloaded\", \"code\": 500}}");
            connection.raw("0\r\n\r\n");
        });
        HttpResponse<String> late = gateway.call(chat("support", "Hi", STREAM));
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(events(late.body()).getLast()).contains("\"error\"").contains("provider_error");
    }

    @Test
    void tellsThatAnAnswerCannotBeRead() {
        provider.plays((_, connection) -> connection.json(200, "{\"choices\": [{\"mess"));
        HttpResponse<String> whole = gateway.call(chat("support", "Hi", ""));
        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(json(whole).at("/error/code").asString()).isEqualTo("provider_malformed");
        assertThat(gateway.call(chat("support", "Hi", STREAM)).statusCode())
                .as("no stream at all")
                .isEqualTo(502);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi");
            connection.event("{\"choices\": [{");
            connection.raw("0\r\n\r\n");
        });
        assertThat(events(gateway.call(chat("support", "Hi", STREAM)).body()).getLast())
                .contains("provider_malformed");
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

    private static String toolDelta(int tool, String head, String name, String escapedArguments) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + tool + "," + head
                + "\"function\":{" + name + "\"arguments\":\"" + escapedArguments + "\"}}]},\"finish_reason\":null}]}";
    }

    @Test
    void hangsUpOnTheProviderWithinASecondWhenTheClientLeavesAStream() throws Exception {
        AtomicReference<Boolean> hungUp = new AtomicReference<>();
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("x".repeat(400));
            hungUp.set(connection.seesHangUp(1_000));
            connection.cut();
        });
        String callId;
        try (RawClient client = new RawClient(chat("support", "Hi", STREAM))) {
            client.readUntil("xxx");
            callId = client.header("x-plumbline-call-id");
        }
        await("the provider is hung up on").atMost(Duration.ofSeconds(5)).until(() -> hungUp.get() != null);
        assertThat(hungUp.get()).isTrue();
        JsonNode attributes = gateway.event(callId).path("attributes");
        assertThat(attributes.path("errorType").asString()).isEqualTo("caller_gone");
        assertThat(attributes.path("outputTokens").asInt())
                .as("what was generated is billed")
                .isEqualTo(100);
    }

    @Test
    void hangsUpOnTheProviderWithinASecondWhenTheClientDoesNotWaitForAnAnswer() throws Exception {
        AtomicReference<Boolean> hungUp = new AtomicReference<>();
        provider.plays((_, connection) -> {
            hungUp.set(connection.seesHangUp(1_500));
            connection.cut();
        });
        for (String stream : List.of("", STREAM)) {
            hungUp.set(null);
            int before = provider.received().size();
            try (RawClient _ = new RawClient(chat("support", "Hi", stream))) {
                await().until(() -> provider.received().size() > before);
            }
            await("the provider is hung up on").atMost(Duration.ofSeconds(5)).until(() -> hungUp.get() != null);
            assertThat(hungUp.get()).as(stream).isTrue();
        }
        assertThat(gateway.call(chat("support@only", "Hi", "")).statusCode())
                .as("nobody else is hung up on")
                .isEqualTo(502);
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

    @Test
    void endsAnAnswerWhereThePolicyBlocksIt() {
        gateway.service().governance().publish(new PolicyEntry("no-cards", 1, null, JSON.readTree("""
                {"stages": {"output": {"pii": {"action": "block"}}}}""")));
        gateway.route("carded", "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"no-cards\"");
        String said = "It is 4111 1111 1111 1111, and the PIN is 1234.";
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer(said)));
        HttpResponse<String> plain = gateway.call(chat("carded", "Hi", ""));
        assertThat(json(plain).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(plain.body()).doesNotContain("4111").doesNotContain("1234");
        assertThat(gateway.event(plain).path("outcome").asString()).isEqualTo("BLOCKED");
        provider.plays((_, connection) -> {
            connection.beginStream();
            for (String word : said.split("(?<= )", -1)) {
                connection.delta(word);
            }
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> streamed = gateway.call(chat("carded", "Hi", STREAM));
        List<String> events = events(streamed.body());
        assertThat(said(events, 0)).isEqualTo("It is ");
        assertThat(events.get(events.size() - 2)).contains("\"finish_reason\":\"content_filter\"");
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(gateway.event(streamed).path("action").asString()).isEqualTo("gateway.call.blocked");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A client that can leave whenever it likes.
    private final class RawClient implements AutoCloseable {
        private final Socket socket;
        private final StringBuilder read = new StringBuilder();

        RawClient(String body) throws IOException {
            URI url = URI.create(gateway.service().url());
            socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout(5_000);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + gateway.application() + "\r\nContent-Type: application/json\r\nContent-Length: "
                                    + bytes.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void readUntil(String text) throws IOException {
            byte[] buffer = new byte[4_096];
            while (read.indexOf(text) < 0) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).isPositive();
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        }

        String header(String name) {
            return read.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
