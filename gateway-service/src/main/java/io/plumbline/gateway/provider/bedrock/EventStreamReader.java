package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.MalformedStreamException;
import io.plumbline.gateway.wire.TooLongException;
import io.plumbline.gateway.wire.WireJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.node.ObjectNode;

/// Reads `application/vnd.amazon.eventstream`: frames with headers and a payload, each protected by two CRC32
/// checksums. Returns an event as one JSON object with the event's type as its only member, as in
/// `{"contentBlockDelta": {...}}`; an exception or error as `{"error": {"type", "message"}}`. Not thread-safe.
final class EventStreamReader implements EventReader {

    /// Total length, length of the headers, and the CRC of both.
    private static final int PRELUDE_BYTES = 12;

    private static final int LENGTHS_BYTES = 8;
    private static final int LEAST_BYTES = 16;
    private static final int MOST_HEADER_BYTES = 128 * 1024;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final InputStream in;
    private final int maxEventBytes;

    /// @param maxEventBytes maximum size of a frame; a larger one is an error
    EventStreamReader(InputStream in, int maxEventBytes) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        byte[] prelude = in.readNBytes(PRELUDE_BYTES);
        if (prelude.length == 0) {
            return null;
        }
        if (prelude.length < PRELUDE_BYTES) {
            throw new EOFException("the stream ends within a frame");
        }
        int total = checkedLength(prelude);
        byte[] frame = Arrays.copyOf(prelude, total);
        if (in.readNBytes(frame, PRELUDE_BYTES, total - PRELUDE_BYTES) < total - PRELUDE_BYTES) {
            throw new EOFException("the stream ends within a frame");
        }
        return event(message(frame));
    }

    /// Checks the length before the gateway waits for that many bytes.
    private int checkedLength(byte[] prelude) throws IOException {
        ByteBuffer numbers = ByteBuffer.wrap(prelude);
        long total = Integer.toUnsignedLong(numbers.getInt());
        long headers = Integer.toUnsignedLong(numbers.getInt());
        CRC32 crc = new CRC32();
        crc.update(prelude, 0, LENGTHS_BYTES);
        if ((int) crc.getValue() != numbers.getInt()) {
            throw new MalformedStreamException("the checksum of a frame's lengths is wrong");
        }
        if (total > maxEventBytes || headers > MOST_HEADER_BYTES) {
            throw new TooLongException("a frame of the stream is too long");
        }
        if (total < LEAST_BYTES + headers) {
            throw new MalformedStreamException("the lengths of a frame contradict each other");
        }
        return (int) total;
    }

    private static Message message(byte[] frame) throws MalformedStreamException {
        try {
            return Message.decode(ByteBuffer.wrap(frame));
        } catch (RuntimeException e) { // of several kinds, for checksums and headers; their words may quote the frame
            throw new MalformedStreamException("a frame cannot be read");
        }
    }

    private static byte[] event(Message message) throws MalformedStreamException {
        Map<String, HeaderValue> headers = message.getHeaders();
        return switch (text(headers, ":message-type")) {
            case "event" -> wrapped(text(headers, ":event-type"), message.getPayload());
            case "exception" -> {
                String said = WireJson.object(message.getPayload())
                        .map(payload -> payload.path("message").asString(""))
                        .orElse("");
                yield error(text(headers, ":exception-type"), said);
            }
            case "error" -> error(text(headers, ":error-code"), text(headers, ":error-message"));
            default -> throw new MalformedStreamException("a frame is of no known type");
        };
    }

    private static String text(Map<String, HeaderValue> headers, String name) {
        HeaderValue value = headers.get(name);
        try {
            return value == null ? "" : value.getString();
        } catch (IllegalStateException e) { // of another type
            return "";
        }
    }

    /// Wraps the payload unchanged, so that it is not parsed twice.
    private static byte[] wrapped(String type, byte[] payload) throws MalformedStreamException {
        if (!TYPE.matcher(type).matches()) {
            throw new MalformedStreamException("an event is of no known type");
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream(payload.length + type.length() + 8);
        event.writeBytes(("{\"" + type + "\":").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(payload.length == 0 ? new byte[] {'{', '}'} : payload);
        event.write('}');
        return event.toByteArray();
    }

    static byte[] error(String type, String message) {
        ObjectNode error = WireJson.newObject();
        error.putObject("error").put("type", type).put("message", message);
        return WireJson.bytes(error);
    }

    @Override
    public boolean hasNext() {
        try {
            if (in.available() < PRELUDE_BYTES) {
                return false;
            }
            in.mark(PRELUDE_BYTES);
            long total = Integer.toUnsignedLong(
                    ByteBuffer.wrap(in.readNBytes(PRELUDE_BYTES)).getInt());
            in.reset();
            return in.available() >= total;
        } catch (IOException e) {
            return true; // next() says it
        }
    }
}
