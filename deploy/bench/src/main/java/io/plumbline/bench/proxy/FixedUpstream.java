package io.plumbline.bench.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A provider that answers at once, always the same except for an id: as many pieces as the request's `seed`
/// states, each written separately like a model's tokens, or all in one for 0. It supports only the HTTP/1.1 of
/// its measuring clients.
public final class FixedUpstream implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BACKLOG = 256;
    private static final byte[] SEED = "\"seed\":".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final Clock clock;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private FixedUpstream(ServerSocket server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// Listens on a free port of the loopback interface.
    public static FixedUpstream start(Clock clock) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            FixedUpstream upstream = new FixedUpstream(server, clock);
            Thread.ofPlatform().daemon().name("upstream").start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofPlatform().daemon().name("upstream-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            OutputStream out = socket.getOutputStream();
            RequestHead head = new RequestHead(in);
            Map<Integer, CompletionResponses> answers = new HashMap<>();
            while (head.read()) {
                byte[] body = in.readNBytes(head.length());
                answers.computeIfAbsent(seed(body), seed -> CompletionResponses.of(seed, clock))
                        .write(out);
            }
        } catch (IOException e) {
            // the client has gone
        } finally {
            connections.remove(socket);
        }
    }

    /// The number after `"seed":`; 0 if there is none.
    private static int seed(byte[] body) {
        int at = 0;
        int matched = 0;
        while (at < body.length && matched < SEED.length) {
            matched = body[at] == SEED[matched] ? matched + 1 : body[at] == SEED[0] ? 1 : 0;
            at++;
        }
        int number = 0;
        while (matched == SEED.length && at < body.length && body[at] >= '0' && body[at] <= '9') {
            number = 10 * number + body[at++] - '0';
        }
        return number;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
