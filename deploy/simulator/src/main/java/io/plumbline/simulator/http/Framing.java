package io.plumbline.simulator.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The wire format of a stream's events.
public interface Framing {

    /// Server-sent events.
    Framing SERVER_SENT = new Framing() {
        @Override
        public String contentType() {
            return "text/event-stream; charset=utf-8";
        }

        @Override
        public byte[] frame(@Nullable String event, String data) {
            StringBuilder frame = new StringBuilder(data.length() + 32);
            if (event != null) {
                frame.append("event: ").append(event).append('\n');
            }
            frame.append("data: ").append(data).append("\n\n");
            return frame.toString().getBytes(StandardCharsets.UTF_8);
        }
    };

    String contentType();

    byte[] frame(@Nullable String event, String data);
}
