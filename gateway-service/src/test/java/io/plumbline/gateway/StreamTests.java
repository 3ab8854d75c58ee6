package io.plumbline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;

/// A gateway, a provider that plays what a test wants, and streams through them.
@ExtendWith(SharedGateway.class)
abstract class StreamTests {

    static final String STREAM = ", \"stream\": true";
    static final Pattern DELTA = Pattern.compile("\"content\":\"([^\"]*)\"");
    private static final int TRIES = 3;
    private static final Duration SECOND = Duration.ofSeconds(1);
    final RunningGateway gateway;
    final ScriptedProvider provider;

    StreamTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    static String toolDelta(int tool, String head, String name, String escapedArguments) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + tool + "," + head
                + "\"function\":{" + name + "\"arguments\":\"" + escapedArguments + "\"}}]},\"finish_reason\":null}]}";
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets a client leave while the provider waits, up to three times: it is always hung up on, and once within a
    /// second.
    ///
    /// @param beginning what the provider plays before it waits
    /// @param client comes and leaves, and gives the id of its call
    /// @return the id of the last call
    <T> T hangsUpWithinASecond(ScriptedProvider.Script beginning, Callable<T> client) throws Exception {
        Duration shortest = Duration.ofDays(1);
        for (int tries = 1; ; tries++) {
            CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
            provider.plays((request, connection) -> {
                beginning.play(request, connection);
                hungUp.complete(connection.seesHangUp(10_000));
                connection.cut();
            });
            T id = client.call();
            long left = System.nanoTime();
            assertThat(hungUp.get(20, TimeUnit.SECONDS)).as("is hung up on").isTrue();
            Duration taken = Duration.ofNanos(System.nanoTime() - left);
            shortest = taken.compareTo(shortest) < 0 ? taken : shortest;
            if (tries == TRIES || shortest.compareTo(SECOND) < 0) {
                assertThat(shortest).as("the shortest of %d", tries).isLessThan(SECOND);
                return id;
            }
        }
    }

    /// A client that can leave whenever it likes.
    final class RawClient implements AutoCloseable {
        private final Socket socket;
        private final StringBuilder read = new StringBuilder();

        RawClient(String body) throws IOException {
            this("/v1/chat/completions", body);
        }

        RawClient(String path, String body) throws IOException {
            URI url = URI.create(gateway.service().url());
            socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout(20_000);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
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
