package io.plumbline.simulator;

import static io.plumbline.simulator.RunningSimulator.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ClientGoneIT {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void endsAStreamWhoseClientHasGone() throws Exception {
        SIMULATOR.dial("m", "{\"timeToFirstTokenMs\": 0, \"tokensPerSecond\": 0.5}");

        try (Socket client = send(chat("m", "I lost my card", "\"stream\": true"))) {
            InputStream answer = client.getInputStream();
            assertThat(new String(answer.readNBytes(8), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1");
            assertThat(counters().path("inFlight").intValue()).isEqualTo(1);
        }

        await("the generation ends").atMost(WITHIN).untilAsserted(() -> {
            assertThat(counters().path("cancelled").intValue()).isEqualTo(1);
            assertThat(counters().path("inFlight").intValue()).isZero();
        });
        assertThat(counters().path("streams").intValue()).isEqualTo(1);
    }

    @Test
    void endsAPlainCallWhoseClientHasGone() throws Exception {
        SIMULATOR.dial("m", "{\"latencyMs\": {\"p50\": 60000}}");

        try (Socket client = send(chat("m", "I lost my card"))) {
            assertThat(client.isConnected()).isTrue();
            await("the call begins")
                    .untilAsserted(() ->
                            assertThat(counters().path("inFlight").intValue()).isEqualTo(1));
        }

        await("the generation ends").atMost(WITHIN).untilAsserted(() -> {
            assertThat(counters().path("cancelled").intValue()).isEqualTo(1);
            assertThat(counters().path("inFlight").intValue()).isZero();
        });
    }

    @Test
    void countsNobodyWhoStayedToTheEnd() throws Exception {
        SIMULATOR.ask("m", "I lost my card");
        SIMULATOR.stream("/v1/chat/completions", chat("m", "I lost my card", "\"stream\": true"));

        assertThat(counters().path("calls").intValue()).isEqualTo(2);
        assertThat(counters().path("cancelled").intValue()).isZero();
    }

    private static JsonNode counters() throws Exception {
        return SIMULATOR.getJson("/control/m").path("counters");
    }

    private static Socket send(String body) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SIMULATOR.port());
        String request =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
