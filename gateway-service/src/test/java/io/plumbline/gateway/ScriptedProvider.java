package io.plumbline.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider whose every byte a test decides, on a plain socket of loopback.
public final class ScriptedProvider implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerSocket server;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Script script = (_, connection) -> connection.json(200, answer("Hello."));

    /// What to answer.
    @FunctionalInterface
    public interface Script {
        void play(Received request, Connection connection) throws IOException;
    }

    /// A request as it came.
    public record Received(String path, Map<String, String> headers, String text) {
        public JsonNode body() {
            return JSON.readTree(text);
        }

        public String lastMessage() {
            JsonNode messages = body().path("messages");
            return messages.get(messages.size() - 1).path("content").asString();
        }
    }

    /// The way back to the gateway.
    public static final class Connection {
        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.out = socket.getOutputStream();
        }

        public void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }

        public void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public void json(int status, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            raw("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n" : "") + "Content-Length: " + bytes.length + "\r\n\r\n");
            raw(bytes);
        }

        public void beginStream() throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        /// One chunk of the transfer, which need not be one event.
        public void chunk(byte[] bytes) throws IOException {
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            framed.writeBytes(bytes);
            framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            raw(framed.toByteArray());
        }

        public void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        public void event(String data) throws IOException {
            chunk("data: " + data + "\n\n");
        }

        public void delta(String content) throws IOException {
            event(ScriptedProvider.delta(content));
        }

        public void finish(String reason) throws IOException {
            event(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                            + "\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
        }

        public void usage(int input, int output) throws IOException {
            event(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":"
                            + usageOf(input, output) + "}");
        }

        public void done() throws IOException {
            event("[DONE]");
            raw("0\r\n\r\n");
        }

        public void cut() throws IOException {
            socket.close();
        }

        /// Whether the gateway has closed its end, waiting for it up to so many milliseconds.
        public boolean seesHangUp(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException e) {
                // What comes next on this connection has all the time it wants.
                socket.setSoTimeout(0);
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    public ScriptedProvider() {
        this(ServerSocketFactory.getDefault());
    }

    /// @param sockets of TLS, perhaps
    public ScriptedProvider(ServerSocketFactory sockets) {
        try {
            server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    public int port() {
        return server.getLocalPort();
    }

    public void plays(Script next) {
        script = next;
    }

    public List<Received> received() {
        return received;
    }

    /// How many connections were made to it.
    public int accepted() {
        return accepted.get();
    }

    public void reset() {
        received.clear();
        script = (_, connection) -> connection.json(200, answer("Hello."));
    }

    /// The body of a completion that says this.
    public static String answer(String content) {
        return """
                {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                {"role":"assistant","content":%s},"finish_reason":"stop","logprobs":null}],"usage":%s}""".formatted(JSON.writeValueAsString(content), usageOf(10, 5));
    }

    public static String usageOf(int input, int output) {
        return "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + "}";
    }

    /// A chunk of a stream that says this.
    public static String delta(String content) {
        return delta(0, content);
    }

    public static String delta(int choice, String content) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":"
                + choice + ",\"delta\":{\"content\":" + JSON.writeValueAsString(content)
                + "},\"finish_reason\":null}]}";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Connection connection = new Connection(socket);
            while (true) {
                Received request = read(in);
                if (request == null) {
                    return;
                }
                received.add(request);
                script.play(request, connection);
            }
        } catch (IOException e) {
            // the gateway has hung up, or the script has
        }
    }

    private static Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(first.split(" ", 3)[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
