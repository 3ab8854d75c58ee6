package io.plumbline.bench.promptcache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider for both APIs that repeats the user's last message, and keeps the prompt of the last call in the
/// order in which providers cache it: tools, instructions, messages. For one call at a time.
public final class EchoUpstream implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTENT = "content";

    private final HttpServer server;
    private volatile byte @Nullable [] prompt;

    private EchoUpstream(HttpServer server) {
        this.server = server;
    }

    /// Listens on a free port of the loopback interface.
    public static EchoUpstream start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            EchoUpstream upstream = new EchoUpstream(server);
            server.createContext("/v1/chat/completions", exchange -> upstream.answer(exchange, false));
            server.createContext("/v1/messages", exchange -> upstream.answer(exchange, true));
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The prompt of the last call.
    public byte[] prompt() {
        byte[] last = prompt;
        if (last == null) {
            throw new IllegalStateException("nobody has called");
        }
        return last;
    }

    private void answer(HttpExchange exchange, boolean anthropic) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            prompt = promptOf(body);
            String said = "Noted: " + lastOfUser(body.path("messages"));
            byte[] answer = JSON.writeValueAsBytes(anthropic ? message(said) : completion(said));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static byte[] promptOf(JsonNode body) {
        ByteArrayOutputStream prompt = new ByteArrayOutputStream();
        prompt.writeBytes(JSON.writeValueAsBytes(body.path("tools")));
        prompt.writeBytes(JSON.writeValueAsBytes(body.path("system")));
        for (JsonNode message : body.path("messages")) {
            prompt.writeBytes(JSON.writeValueAsBytes(message));
        }
        return prompt.toByteArray();
    }

    private static String lastOfUser(JsonNode messages) {
        String last = "";
        for (JsonNode message : messages) {
            if (message.path("role").asString("").equals("user")) {
                JsonNode content = message.path(CONTENT);
                String text = content.isString()
                        ? content.asString()
                        : content.path(0).path("text").asString("");
                last = text.isEmpty() ? last : text;
            }
        }
        return last;
    }

    private static Map<String, ?> completion(String said) {
        return Map.of(
                "id",
                "c",
                "object",
                "chat.completion",
                "model",
                "echo",
                "choices",
                List.of(Map.of(
                        "index", 0, "finish_reason", "stop", "message", Map.of("role", "assistant", CONTENT, said))),
                "usage",
                Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2));
    }

    private static Map<String, ?> message(String said) {
        return Map.of(
                "id",
                "m",
                "type",
                "message",
                "role",
                "assistant",
                "model",
                "echo",
                CONTENT,
                List.of(Map.of("type", "text", "text", said)),
                "stop_reason",
                "end_turn",
                "usage",
                Map.of("input_tokens", 1, "output_tokens", 1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
