package io.plumbline.eval.sibling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class ChatCallsTest {

    private static final String ANSWER = "{\"choices\": [{\"message\": {\"content\": \"yes\"}}]}";

    /// A first try of 30 s that ends with 504, and a second one of 0.8 s, are no latency of 0.8 s.
    @Test
    void countsTriesThatFailedForTheLatency() throws IOException {
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
}
