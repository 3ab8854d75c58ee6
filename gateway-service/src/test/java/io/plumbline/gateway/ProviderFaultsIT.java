package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.gateway.ScriptedProvider.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Providers that hang, break off, or talk nonsense: the caller gets a clean error in time, the call has one event
/// that says whose fault it was, and the connection is given back.
class ProviderFaultsIT {

    private static final int TIMES = Boolean.getBoolean("plumbline.full") ? 1_000 : 200;
    private static final byte[] BOMB = zeros(10_000_000);
    private static final byte[] EURO = "€".getBytes(StandardCharsets.UTF_8);

    private static ScriptedProvider provider;
    private static RunningGateway gateway;

    /// How a provider can fail, and what is told of it.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Fault {
        HANGS_BEFORE_HEADERS("provider_timeout", false, connection -> hang(connection)),
        HANGS_AFTER_HEADERS("provider_timeout", true, connection -> {
            connection.beginStream();
            hang(connection);
        }),
        HANGS_IN_A_WHOLE_ANSWER("provider_timeout", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"choi");
            hang(connection);
        }),
        HANGS_IN_MID_STREAM("provider_timeout", true, connection -> {
            begin(connection);
            hang(connection);
        }),
        CUTS_BEFORE_HEADERS("provider_cut", false, Connection::cut),
        CUTS_IN_A_HEADER("provider_malformed|provider_cut", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Ty");
            connection.cut();
        }),
        CUTS_IN_A_WHOLE_ANSWER("provider_cut", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"choi");
            connection.cut();
        }),
        CUTS_IN_A_CHUNK("provider_cut", true, connection -> {
            begin(connection);
            connection.raw("40\r\ndata: {\"id\":");
            connection.cut();
        }),
        CUTS_IN_A_CHARACTER("provider_cut", true, connection -> {
            begin(connection);
            byte[] head =
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"".getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream torn = new ByteArrayOutputStream();
            torn.writeBytes(head);
            torn.write(EURO, 0, 2);
            connection.chunk(torn.toByteArray());
            connection.cut();
        }),
        CUTS_BEFORE_DONE("provider_cut", true, connection -> {
            begin(connection);
            connection.raw("0\r\n\r\n");
        }),
        IS_NO_HTTP("provider_malformed|provider_cut", false, connection -> {
            connection.raw("\u0000\u0001 certainly no HTTP\r\n\r\n".repeat(20));
            connection.cut();
        }),
        CHUNKS_WITHOUT_LENGTHS("provider_malformed", true, connection -> {
            begin(connection);
            connection.raw("zzzz\r\nwhatever\r\n");
            hang(connection);
        }),
        ENDLESS_HEADERS("provider_malformed", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\n");
            forever(() -> connection.raw("X-More: " + "x".repeat(1_000) + "\r\n"));
        }),
        ENDLESS_LINE("provider_malformed", true, connection -> {
            begin(connection);
            forever(() -> connection.chunk("data: " + "x".repeat(100_000)));
        }),
        ENDLESS_COMMENTS("provider_timeout", true, connection -> {
            begin(connection);
            forever(() -> {
                connection.chunk(": still here\n\n");
                connection.seesHangUp(50);
            });
        }),
        ENDLESS_STREAM("provider_timeout", true, connection -> {
            begin(connection);
            forever(() -> {
                connection.delta("More.");
                connection.seesHangUp(50);
            });
        }),
        NO_JSON("provider_malformed", false, connection -> connection.json(200, "{\"choices\": [{\"mess")),
        HTML("provider_malformed", false, connection -> typed(connection, "text/html", "<h1>Welcome</h1>")),
        HTML_FOR_A_STREAM("provider_malformed", true, connection -> typed(connection, "text/html", "<h1>Hi</h1>")),
        TOO_SHORT_A_LENGTH("provider_malformed", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
                    + ScriptedProvider.answer("Hello."));
            connection.cut();
        }),
        GZIP("provider_malformed", false, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + BOMB.length + "\r\n\r\n");
            connection.raw(BOMB);
        }),
        GZIP_FOR_A_STREAM("provider_malformed|provider_cut", true, connection -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + BOMB.length + "\r\n\r\n");
            connection.raw(BOMB);
        }),
        NO_JSON_IN_MID_STREAM("provider_malformed", true, connection -> {
            begin(connection);
            connection.event("{\"choices\": [{");
            hang(connection);
        });

        private final List<String> errors;
        private final boolean stream;
        private final Play play;

        Fault(String errors, boolean stream, Play play) {
            this.errors = List.of(errors.split("\\|", -1));
            this.stream = stream;
            this.play = play;
        }
    }

    @FunctionalInterface
    private interface Play {
        void on(Connection connection) throws IOException;
    }

    private static void begin(Connection connection) throws IOException {
        connection.beginStream();
        connection.delta("Hello");
    }

    private static void hang(Connection connection) throws IOException {
        connection.seesHangUp(10_000);
        connection.cut();
    }

    private static void forever(PlainPlay play) throws IOException {
        while (true) {
            play.go();
        }
    }

    @FunctionalInterface
    private interface PlainPlay {
        void go() throws IOException;
    }

    private static void typed(Connection connection, String type, String body) throws IOException {
        connection.raw("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private static byte[] zeros(int count) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[count]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @BeforeAll
    static void start() {
        provider = new ScriptedProvider();
        gateway = RunningGateway.start(Map.of(
                "plumbline.gateway.upstream.response-timeout", "1500ms",
                "plumbline.gateway.upstream.call-timeout", "3s"));
        gateway.provider("fake", provider.url());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isToldCleanlyInTimeAndOnce(Fault fault) {
        String route = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
        gateway.route(route, "[" + variant("v", "fake", route, 1) + "]", "");
        provider.plays((_, connection) -> fault.play.on(connection));
        HttpResponse<String> answer = failing(fault, route);
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.failed");
        JsonNode attributes = event.path("attributes");
        assertThat(attributes.path("faultDomain").asString()).isEqualTo("provider");
        assertThat(attributes.path("errorType").asString()).isIn(fault.errors);
        assertThat(attributes.path("attempts").asInt()).isOne();
        if (answer.statusCode() == 200) {
            assertThat(attributes.path("outputTokens").asInt())
                    .as("what came is billed")
                    .isPositive();
        }
        assertNoConnectionIsHeld();
    }

    private static HttpResponse<String> failing(Fault fault, String route) {
        long start = System.nanoTime();
        HttpResponse<String> answer = gateway.call(chat(route, "Hi", fault.stream ? ", \"stream\": true" : ""));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        JsonNode told;
        if (answer.statusCode() == 200) {
            List<String> events = events(answer.body());
            assertThat(events).doesNotContain("[DONE]");
            told = JSON.readTree(events.getLast());
        } else {
            assertThat(answer.statusCode()).isIn(502, 504);
            told = JSON.readTree(answer.body());
        }
        assertThat(told.at("/error/code").asString()).as(answer.body()).isIn(fault.errors);
        assertThat(told.at("/error/message").asString()).isNotEmpty();
        assertThat(told.path("error").has("type")).isTrue();
        return answer;
    }

    /// All at once, many times over, with models of their own, since breakers remember.
    @Test
    void leaksNoConnectionAndNoEvent() throws Exception {
        List<Fault> faults = List.of(
                Fault.HANGS_BEFORE_HEADERS,
                Fault.HANGS_IN_MID_STREAM,
                Fault.CUTS_IN_A_CHUNK,
                Fault.CUTS_BEFORE_DONE,
                Fault.CHUNKS_WITHOUT_LENGTHS,
                Fault.NO_JSON,
                Fault.HTML_FOR_A_STREAM,
                Fault.NO_JSON_IN_MID_STREAM);
        for (int i = 0; i < TIMES / 4; i++) {
            gateway.route("many-" + i, "[" + variant("v", "fake", "many-" + i, 1) + "]", "");
        }
        provider.plays((request, connection) -> {
            String[] said = request.lastMessage().split(" ", 2);
            Fault.valueOf(said[0]).play.on(connection);
        });
        List<Future<String>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < TIMES; i++) {
                Fault fault = faults.get(i % faults.size());
                String body = chat("many-" + i / 4, fault.name() + " please", fault.stream ? ", \"stream\": true" : "");
                calls.add(threads.submit(() -> {
                    HttpResponse<String> answer = gateway.call(body);
                    assertThat(answer.body()).doesNotContain("[DONE]").contains("\"error\"");
                    return RunningGateway.callId(answer);
                }));
            }
        }
        for (Future<String> call : calls) {
            assertThat(gateway.event(call.get()).at("/attributes/faultDomain").asString())
                    .isEqualTo("provider");
        }
        assertNoConnectionIsHeld();
        provider.reset();
        gateway.route("after", "fake");
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.call(chat("after", "Hi", "")).statusCode()).isEqualTo(200);
        }
    }

    private static void assertNoConnectionIsHeld() {
        MeterRegistry meters = gateway.service().bean(MeterRegistry.class);
        await("the connections are given back")
                .untilAsserted(() -> assertThat(meters.get("plumbline.gateway.upstream.connections")
                                .gauge()
                                .value())
                        .isZero());
    }
}
