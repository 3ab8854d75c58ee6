package io.plumbline.gateway.journal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How records lie in a segment: length (4 bytes), CRC-32C of the record (4), record. A frame that is cut off or
/// does not fit its sum ends what can be read.
final class Frames {

    static final int HEAD_BYTES = 8;
    static final int MAX_RECORD_BYTES = 16_000_000;

    private Frames() {}

    static byte[] frame(byte[] record) {
        if (record.length == 0 || record.length > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record has 1 to " + MAX_RECORD_BYTES + " bytes: " + record.length);
        }
        return ByteBuffer.allocate(HEAD_BYTES + record.length)
                .putInt(record.length)
                .putInt(sum(record))
                .put(record)
                .array();
    }

    /// The next record; null where there is no whole one.
    static byte @Nullable [] read(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int sum = in.readInt();
            if (length <= 0 || length > MAX_RECORD_BYTES) {
                return null;
            }
            byte[] record = in.readNBytes(length);
            return record.length == length && sum(record) == sum ? record : null;
        } catch (EOFException e) {
            return null;
        }
    }

    private static int sum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }
}
