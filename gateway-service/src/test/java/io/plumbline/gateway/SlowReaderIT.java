package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// A client that takes its answer slower than it comes, and fast enough that no write of the server's is too late.
class SlowReaderIT {

    private static final String TEXT = "x".repeat(100_000);

    @Test
    void holdsNothingBeyondTheTimeOfACall() throws IOException {
        AtomicBoolean hungUp = new AtomicBoolean();
        AtomicBoolean reading = new AtomicBoolean(true);
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = RunningGateway.start(Map.of("plumbline.gateway.upstream.call-timeout", "3s"));
                Socket client = new Socket()) {
            gateway.provider("fake", provider.url());
            gateway.route(
                    "narrow",
                    "[" + RunningGateway.variant("v", "fake", "m", 1) + "]",
                    ", \"limits\": {\"concurrency\": 1}");
            provider.plays((_, connection) -> {
                connection.beginStream();
                try {
                    while (true) {
                        connection.delta(TEXT);
                    }
                } catch (IOException e) {
                    hungUp.set(true);
                }
            });
            client.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    URI.create(gateway.service().url()).getPort()));
            ask(client, gateway);
            Thread.ofVirtual().start(() -> drip(client, reading));
            await("the provider's connection is closed")
                    .atMost(Duration.ofSeconds(10))
                    .untilTrue(hungUp);
            provider.reset();
            await("the route is free")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(
                                    gateway.call(chat("narrow", "Hi", "")).statusCode())
                            .isEqualTo(200));
            reading.set(false);
            await("the call is recorded")
                    .untilAsserted(() -> assertThat(gateway.database()
                                    .sql(
                                            "select audit.parse(canonical) -> 'attributes' ->> 'errorType' from audit.event"
                                                    + " where audit.parse(canonical) -> 'attributes' ->> 'stream' = 'true'")
                                    .query(String.class)
                                    .list())
                            .hasSize(1)
                            .isSubsetOf("caller_gone", "provider_timeout"));
        }
    }

    private static void ask(Socket client, RunningGateway gateway) throws IOException {
        String body = chat("narrow", "Hi", ", \"stream\": true");
        OutputStream out = client.getOutputStream();
        out.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + gateway.application() + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void drip(Socket client, AtomicBoolean reading) {
        try {
            InputStream in = client.getInputStream();
            while (reading.get() && in.readNBytes(64_000).length > 0) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        } catch (IOException e) {
            // closed by the gateway
        }
    }
}
