package io.plumbline.bench.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A client's connection for consecutive calls; reconnects when the server closes it. It supports the gateway's
/// HTTP/1.1, and costs little. Not thread-safe.
final class SoakConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int LONGEST_SILENCE_MS = (int) Duration.ofSeconds(60).toMillis();
    private static final int CHUNKED = -1;
    private static final String CALL_ID = "x-plumbline-call-id:";
    private static final String LENGTH = "content-length:";

    private final InetSocketAddress server;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    SoakConnection(InetSocketAddress server) {
        this.server = server;
    }

    /// A complete answer.
    ///
    /// @param callId the call's id in the audit log; null if the gateway did not return it
    /// @param body all of it
    record Answer(int status, @Nullable UUID callId, String body) {

        boolean isAsExpected(SoakRequest request) {
            return status == request.status() && callId != null && body.endsWith(request.end());
        }
    }

    private record Head(int status, int length, @Nullable UUID callId, boolean closes) {}

    /// @throws IOException when the answer is incomplete; the next call uses another connection
    Answer call(SoakRequest request) throws IOException {
        boolean whole = false;
        try {
            Socket open = open();
            open.getOutputStream().write(request.bytes());
            Head head = head();
            byte[] body = head.length() == CHUNKED ? chunks() : exactly(head.length());
            whole = !head.closes();
            return new Answer(head.status(), head.callId(), new String(body, StandardCharsets.UTF_8).stripTrailing());
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private Socket open() throws IOException {
        Socket present = socket;
        if (present != null) {
            return present;
        }
        Socket made = new Socket();
        made.setTcpNoDelay(true);
        made.setSoTimeout(LONGEST_SILENCE_MS);
        made.connect(server, LONGEST_SILENCE_MS);
        in = new BufferedInputStream(made.getInputStream(), BUFFER_BYTES);
        socket = made;
        return made;
    }

    private Head head() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        UUID callId = null;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = CHUNKED;
            } else if (lower.startsWith(CALL_ID)) {
                callId = UUID.fromString(lower.substring(CALL_ID.length()).strip());
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        return new Head(status, length, callId, closes);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            size = HexFormat.fromHexDigits(line());
            body.writeBytes(exactly(size));
            line();
        } while (size > 0);
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut in the middle of an answer");
        }
        return bytes;
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

    @Override
    public void close() {
        Socket present = socket;
        socket = null;
        try {
            if (present != null) {
                present.close();
            }
        } catch (IOException e) {
            // it is gone, then
        }
    }
}
