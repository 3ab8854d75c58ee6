package io.plumbline.eval.sibling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

class ChatCallsTest {

    private static final String ANSWER = "{\"choices\": [{\"message\": {\"content\": \"yes\"}}]}";

    /// A first try of 30 s that ends with 504, and a second one of 0.8 s, are no latency of 0.8 s.
    @Test
    void countsFailedAttemptsInTheLatency() throws IOException {
        AtomicLong clock = new AtomicLong();
        AtomicInteger tries = new AtomicInteger();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            boolean first = tries.getAndIncrement() == 0;
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(first ? 30_000 : 800));
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(first ? 504 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
        try {
            String address = "http://127.0.0.1:" + gateway.getAddress().getPort();
            ChatCalls calls = new ChatCalls(RestClient.create(address), clock::get);

            ChatCalls.Reply reply = calls.ask(Map.of("model", "bot"));

            assertThat(reply.text()).isEqualTo("yes");
            assertThat(reply.error()).isNull();
            assertThat(reply.latencyMs()).isEqualTo(30_800);
        } finally {
            gateway.stop(0);
        }
    }

    /// One that answers byte by byte, and never to the end, is no better than one that says nothing.
    @Test
    void endsAHangingCallWithinItsLimit() throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        CountDownLatch over = new CountDownLatch(1);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!over.await(50, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        gateway.start();
        try {
            ChatCalls calls = calls(gateway);
            List<String> ended = new ArrayList<>();
            ChatCalls.Terms terms = new ChatCalls.Terms(Duration.ofSeconds(1), _ -> {}, ended::add);

            ChatCalls.Reply reply = ChatCalls.under(terms, () -> calls.ask(Map.of("model", "bot")));

            assertThat(reply.error()).isEqualTo("no answer within 1 s").matches(ChatCalls::isTimeout);
            assertThat(reply.latencyMs()).isBetween(900.0, 5_000.0);
            assertThat(ended).containsExactly("no answer within 1 s");
        } finally {
            over.countDown();
            gateway.stop(0);
        }
    }

    @Test
    void reportsEachErrorAtOnceAndStopsIfThePauseExceedsTheTimeLeft() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            if (tries.incrementAndGet() == 2) {
                exchange.getResponseHeaders().add("retry-after", "30");
            }
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        gateway.start();
        try {
            ChatCalls calls = calls(gateway);
            List<String> retried = new ArrayList<>();
            ChatCalls.Terms terms = new ChatCalls.Terms(Duration.ofSeconds(20), retried::add, _ -> {});

            ChatCalls.Reply reply = ChatCalls.under(terms, () -> calls.ask(Map.of("model", "bot")));

            assertThat(reply.error()).isEqualTo("HTTP 503");
            assertThat(retried).containsExactly("HTTP 503");
            assertThat(tries).hasValue(2);
        } finally {
            gateway.stop(0);
        }
    }

    /// With a client that tries nothing again by itself.
    private static ChatCalls calls(HttpServer gateway) {
        return new ChatCalls(RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory())
                .baseUrl("http://127.0.0.1:" + gateway.getAddress().getPort())
                .build());
    }
}
