package io.plumbline.simulator.bedrock;

import io.plumbline.simulator.http.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Frames of `application/vnd.amazon.eventstream`: lengths and their CRC, headers, payload, and the CRC of the
/// whole.
final class AmazonFraming implements Framing {
    private static final int AROUND = 16;
    private static final byte STRING = 7;

    @Override
    public String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public byte[] frame(@Nullable String event, String data) {
        byte[] headers = headers(
                ":event-type",
                event == null ? "" : event,
                ":content-type",
                "application/json",
                ":message-type",
                "event");
        byte[] payload = data.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(AROUND + headers.length + payload.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        putChecksum(frame);
        frame.put(headers).put(payload);
        putChecksum(frame);
        return frame.array();
    }

    private static void putChecksum(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.duplicate().flip());
        frame.putInt((int) crc.getValue());
    }

    private static byte[] headers(String... namesAndValues) {
        ByteBuffer headers = ByteBuffer.allocate(1_000);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.US_ASCII);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.US_ASCII);
            headers.put((byte) name.length)
                    .put(name)
                    .put(STRING)
                    .putShort((short) value.length)
                    .put(value);
        }
        byte[] written = new byte[headers.position()];
        headers.get(0, written);
        return written;
    }
}
