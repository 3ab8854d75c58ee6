package io.plumbline.e2e.fault;

import io.plumbline.e2e.fault.Seen.How;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that reads a long stream a few bytes at a time, or goes away in the middle of it.
final class SlowClient {

    private static final int RECEIVE_BUFFER = 2_048;
    private static final int SIP = 1_024;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CALL_ID = Pattern.compile("(?i)\\r\\nx-plumbline-call-id: *(\\S+)\\r\\n");

    private final URI gateway;
    private final String key;

    SlowClient(URI gateway, String key) {
        this.gateway = gateway;
        this.key = key;
    }

    /// Sips at the answer for a time, then takes the rest of it.
    Seen sip(Question question, Duration slowly) throws IOException {
        long began = System.nanoTime();
        try (Socket socket = open(question)) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (System.nanoTime() - began < slowly.toNanos()) {
                received.write(in.readNBytes(SIP));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            received.write(in.readAllBytes());
            return seen(began, question, received.toString(StandardCharsets.UTF_8));
        }
    }

    /// Goes away after the first bytes of the answer.
    Seen leave(Question question) throws IOException {
        long began = System.nanoTime();
        try (Socket socket = open(question)) {
            String head = new String(socket.getInputStream().readNBytes(SIP), StandardCharsets.UTF_8);
            return seen(began, question, head);
        }
    }

    private Socket open(Question question) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort()));
        byte[] body = question.body(true).getBytes(StandardCharsets.UTF_8);
        String head = """
                POST /v1/chat/completions HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(key, body.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }

    private static Seen seen(long began, Question question, String received) {
        Matcher callId = CALL_ID.matcher(received);
        int ends = received.split("\"finish_reason\":\"stop\"", -1).length - 1;
        boolean done = received.contains("data: [DONE]");
        return new Seen(
                began,
                Duration.ofNanos(System.nanoTime() - began),
                true,
                done ? How.WHOLE : How.IN_PART,
                received.startsWith("HTTP/1.1 200") ? 200 : 0,
                callId.find() ? callId.group(1) : "",
                done && ends != question.choices() ? "%d of %d ends".formatted(ends, question.choices()) : null);
    }
}
