package io.plumbline.gateway.pipeline.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes server-sent events (WHATWG HTML, 9.2).
final class EventFrames {

    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private EventFrames() {}

    /// Writes a keep-alive: a comment or the surface's event.
    ///
    /// @param event null for a comment
    static void writeIdle(@Nullable String event, OutputStream out) throws IOException {
        if (event == null) {
            out.write(COMMENT);
        } else {
            write(event, ("{\"type\":\"" + event + "\"}").getBytes(StandardCharsets.UTF_8), out);
        }
    }

    /// Writes comments, which clients ignore, as `: NAME: VALUE`.
    static void writeComments(Map<String, String> comments, OutputStream out) throws IOException {
        for (Map.Entry<String, String> comment : comments.entrySet()) {
            out.write((": " + comment.getKey() + ": " + comment.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write('\n');
    }

    /// @param name of the event; null for none
    /// @param data without line breaks
    static void write(@Nullable String name, byte[] data, OutputStream out) throws IOException {
        if (name != null) {
            out.write(EVENT);
            out.write(name.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        out.write(DATA);
        out.write(data);
        out.write(END);
    }
}
