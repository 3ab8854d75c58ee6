package io.plumbline.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/// Calls one server over one connection, one call after the other; over a new one when the server closes it, as
/// Tomcat does after a number of calls.
///
/// Not the JDK's client, whose CPU time per call is about that of the subject: on a machine with few cores the
/// caller would dominate the figure. This client supports only the HTTP/1.1 that two servers of ours use: a
/// content length, or chunks without trailers. Not thread-safe.
final class LoadConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    /// The maximum number of quoted bytes of an error response.
    private static final int MOST_QUOTED = 400;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final String OK = "HTTP/1.1 200";
    /// The type of the error of a call that a guard refuses.
    private static final String REFUSED = "\"guardrail_violation\"";

    private static final int CHUNKED = -1;
    private static final byte[] CONTENT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress server;
    private Socket socket;
    private InputStream in;
    private boolean ending;
    private final byte[] sink = new byte[BUFFER_BYTES];

    LoadConnection(String host, int port) throws IOException {
        server = new InetSocketAddress(host, port);
        socket = connect(server);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
        socket.connect(server, (int) LONGEST_SILENCE.toMillis());
        return socket;
    }

    /// Sends a request and reads its answer to the end.
    ///
    /// @return the duration
    /// @throws RefusedException if a guard refuses it; another call can follow
    /// @throws IOException also if the status is not 200, or the answer is incomplete
    Timing call(byte[] request) throws IOException {
        long began = System.nanoTime();
        if (ending) {
            socket.close();
            socket = connect(server);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            ending = false;
        }
        socket.getOutputStream().write(request);
        int length = readHead(began);
        long first;
        if (length == CHUNKED) {
            first = readChunks();
        } else {
            skip(length);
            first = System.nanoTime();
        }
        return new Timing(first - began, System.nanoTime() - began, false);
    }

    /// @return the length of the body, or [#CHUNKED]
    private int readHead(long began) throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = CHUNKED;
            } else if (lower.startsWith("connection:")) {
                ending = lower.contains("close");
            }
        }
        if (!status.startsWith(OK)) {
            byte[] body = in.readNBytes(Math.clamp(length, 0, MOST_QUOTED));
            String answer = new String(body, StandardCharsets.UTF_8);
            String message = "answered %s: %s".formatted(status, answer);
            if (length > body.length || !answer.contains(REFUSED)) {
                throw new IOException(message);
            }
            long took = System.nanoTime() - began;
            throw new RefusedException(message, new Timing(took, took, true));
        }
        return length;
    }

    /// @return when the first chunk with text of a model arrived; the end if none did
    private long readChunks() throws IOException {
        long first = 0;
        int size;
        do {
            size = HexFormat.fromHexDigits(line());
            skip(size);
            if (first == 0 && (size == 0 || saysSomething(Math.min(size, sink.length)))) {
                first = System.nanoTime();
            }
            line();
        } while (size > 0);
        return first;
    }

    /// Whether the data just read contains a non-empty `content`.
    private boolean saysSomething(int size) {
        int matched = 0;
        for (int i = 0; i < size; i++) {
            if (matched == CONTENT.length) {
                return sink[i] != '"';
            }
            matched = sink[i] == CONTENT[matched] ? matched + 1 : sink[i] == CONTENT[0] ? 1 : 0;
        }
        return false;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("cut in the middle of an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void skip(int bytes) throws IOException {
        int left = bytes;
        while (left > 0) {
            int from = bytes > sink.length ? 0 : bytes - left;
            int read = in.read(sink, from, Math.min(left, sink.length - from));
            if (read < 0) {
                throw new EOFException("cut in the middle of an answer");
            }
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// @param firstNanos until the first text of the model arrived; for an answer in one piece, all of it
    /// @param wholeNanos until the end of the answer
    /// @param refused whether it is a guard's refusal
    record Timing(long firstNanos, long wholeNanos, boolean refused) {}
}
