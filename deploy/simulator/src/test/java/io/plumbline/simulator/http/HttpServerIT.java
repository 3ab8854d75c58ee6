package io.plumbline.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The wire below HTTP clients: input that they cannot be made to send.
@Timeout(20)
class HttpServerIT {
    private static final Bounds BOUNDS = new Bounds(100, Duration.ofMinutes(1), Duration.ofMinutes(1), 200);
    private static final Bounds TIGHT = new Bounds(100, Duration.ofSeconds(1), Duration.ofSeconds(1), 200);

    private final CompletableFuture<Throwable> ending = new CompletableFuture<>();
    private HttpServer server = start(BOUNDS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesRequestsOneAfterTheOtherOnOneConnection() throws Exception {
        try (Socket client = connect()) {
            write(client, "GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readUntil(client, "/a")).startsWith("HTTP/1.1 200 OK");
            write(client, "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
            assertThat(readUntil(client, "/bhi")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void closesAfterARequestThatSaysSo() throws Exception {
        try (Socket client = connect()) {
            write(client, "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).endsWith("/a");
        }
    }

    @Test
    void streamsToAnOldClientWithoutChunks() throws Exception {
        try (Socket client = connect()) {
            write(client, "GET /stream HTTP/1.0\r\n\r\n");
            assertThat(readAll(client)).contains("200 OK").endsWith("\r\n\r\nevent: e\ndata: d\n\n");
        }
    }

    @Test
    void refusesWhatIsNotHttp() throws Exception {
        try (Socket client = connect()) {
            write(client, "GIMME / NOW PLEASE\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 400").contains("not a sound HTTP/1.1 request");
        }
    }

    @Test
    void refusesALargeBodyBeforeItIsSent() throws Exception {
        try (Socket client = connect()) {
            write(client, "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void continuesABodyThatIsAllowed() throws Exception {
        try (Socket client = connect()) {
            write(client, "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(readUntil(client, "\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            write(client, "hi");
            assertThat(readUntil(client, "/bhi")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void givesUpOnABodyThatNeverComes() throws Exception {
        restart(TIGHT);
        try (Socket client = connect()) {
            write(client, "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\nonly this");
            assertThat(readAll(client)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void closesIdleConnectionsButNotBusyOnes() throws Exception {
        restart(TIGHT);
        try (Socket busy = connect()) {
            write(busy, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");

            try (Socket idle = connect()) {
                assertThat(readAll(idle)).isEmpty();
            }

            assertThat(readUntil(busy, "/wait")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void tellsTheHandlerThatTheClientHasGone() throws Exception {
        try (Socket client = connect()) {
            write(client, "GET /sleep HTTP/1.1\r\nHost: h\r\n\r\n");
        }

        assertThat(ending.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void cutsTheConnectionWhenAHandlerFails() throws Exception {
        try (Socket client = connect()) {
            write(client, "GET /fail HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readAll(client)).isEmpty();
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> HttpServer.start("127.0.0.1", server.port(), BOUNDS, Handler::new))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(server.port()));
    }

    @Test
    void closesTwiceAndServesNobodyThen() {
        int port = server.port();

        server.close();
        server.close();

        await("the port is free")
                .untilAsserted(() -> assertThatThrownBy(
                                () -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                        .isInstanceOf(IOException.class));
    }

    private void restart(Bounds bounds) {
        server.close();
        server = start(bounds);
    }

    private HttpServer start(Bounds bounds) {
        try {
            return HttpServer.start("127.0.0.1", 0, bounds, Handler::new);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readAll(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String readUntil(Socket client, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = client.getInputStream().read();
            assertThat(next).as("after " + read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    /// Echoes path and body; some paths misbehave.
    private final class Handler implements RequestHandler {
        @Override
        public void handle(Request request, Exchange exchange) throws InterruptedException {
            switch (request.path()) {
                case "/fail" -> throw new IllegalStateException("on purpose");
                case "/wait" -> pause(Duration.ofSeconds(2));
                case "/sleep" -> pause(Duration.ofMinutes(1));
                case "/stream" -> {
                    EventStream events = exchange.openStream(Framing.SERVER_SENT, Map.of());
                    events.send("e", "d");
                    events.end();
                    return;
                }
                default -> {}
            }
            String echo = request.path() + new String(request.body(), StandardCharsets.UTF_8);
            exchange.send(Response.json(200, echo.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Response refuse(String path, RequestRefusal refusal) {
            return Response.json(refusal.status(), refusal.message().getBytes(StandardCharsets.UTF_8));
        }

        private void pause(Duration time) throws InterruptedException {
            try {
                new CompletableFuture<Void>().get(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                ending.complete(e);
                throw e;
            } catch (ExecutionException | TimeoutException e) {
                ending.complete(e);
            }
        }
    }
}
