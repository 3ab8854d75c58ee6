package io.plumbline.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A small forward proxy on loopback, for tunnels (CONNECT) and requests with absolute URLs. Only the proxy can
/// resolve its hosts; a request that reaches one by name has therefore passed through the proxy.
public final class ForwardProxy implements AutoCloseable {

    private static final String NEED_CREDENTIALS = """
            HTTP/1.1 407 Proxy Authentication Required\r
            Proxy-Authenticate: Basic realm="proxy"\r
            Content-Length: 0\r
            \r
            """;

    private final ServerSocket server;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile @Nullable String authorization;
    private volatile boolean silent;

    public ForwardProxy() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://" + name();
    }

    /// As `host:port`.
    public String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /// Adds a host, on any port.
    public void knows(String host, int port) {
        ports.put(host, port);
    }

    /// From now on, answers requests without these credentials with 407.
    public void requires(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /// From now on, answers no further requests.
    public void fallSilent() {
        silent = true;
    }

    /// The request lines of the forwarded requests, without the version.
    public List<String> asked() {
        return asked;
    }

    /// The number of accepted connections.
    public int accepted() {
        return accepted.get();
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

    private void serve(Socket client) {
        Socket host = null;
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (Request request = Request.read(in); request != null; request = Request.read(in)) {
                if (silent) {
                    continue;
                }
                if (!request.says(authorization)) {
                    send(out, NEED_CREDENTIALS);
                    continue;
                }
                asked.add(request.method() + " " + request.target());
                Integer port = ports.get(request.host());
                if (port == null) {
                    send(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
                    continue;
                }
                if (host == null) {
                    host = new Socket(InetAddress.getLoopbackAddress(), port);
                    pump(host.getInputStream(), out, client, host);
                }
                if (request.isConnect()) {
                    send(out, "HTTP/1.1 200 Connection established\r\n\r\n");
                    in.transferTo(host.getOutputStream());
                } else {
                    host.getOutputStream().write(request.forHost());
                }
            }
        } catch (IOException e) {
            // One of the two has hung up.
        } finally {
            close(host);
        }
    }

    private static void send(OutputStream out, String head) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static void pump(InputStream from, OutputStream to, Socket one, Socket other) {
        Thread.ofVirtual().start(() -> {
            try (one;
                    other) {
                from.transferTo(to);
            } catch (IOException e) {
                // One of the two has hung up.
            }
        });
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The lines of a request head, and a body.
    private record Request(String method, String target, List<String> headers, byte[] body) {

        static @Nullable Request read(InputStream in) throws IOException {
            String first = line(in);
            if (first.isEmpty()) {
                return null;
            }
            List<String> headers = new ArrayList<>();
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                headers.add(line);
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            String[] words = first.split(" ", 3);
            return new Request(words[0], words[1], headers, in.readNBytes(length));
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.US_ASCII);
        }

        boolean isConnect() {
            return method.equals("CONNECT");
        }

        boolean says(@Nullable String authorization) {
            return authorization == null || headers.contains("Proxy-Authorization: " + authorization);
        }

        String host() {
            return isConnect()
                    ? target.substring(0, target.lastIndexOf(':'))
                    : URI.create(target).getHost();
        }

        /// The request without the proxy's own headers.
        byte[] forHost() {
            StringBuilder head = new StringBuilder(method)
                    .append(' ')
                    .append(URI.create(target).getRawPath())
                    .append(" HTTP/1.1\r\n");
            headers.stream()
                    .filter(line -> !line.startsWith("Proxy-"))
                    .forEach(line -> head.append(line).append("\r\n"));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(body);
            return all.toByteArray();
        }
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
