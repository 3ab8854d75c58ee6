package io.plumbline.gateway.journal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The format of entries in a segment: length (4 bytes), CRC-32C of the entry (4), entry. An entry has its kind
/// (1), the ID of its subject (16) and its record. A truncated frame or a wrong checksum ends the readable part.
///
/// The ID is not encrypted, unlike the record, so that beginnings and ends are matched without the key. An entry
/// of unknown kind is a record without an ID: earlier versions wrote such entries, and records that are set aside
/// have this format.
final class Frames {

    static final int HEAD_BYTES = 8;
    static final int ENTRY_HEAD_BYTES = 1 + 2 * Long.BYTES;
    static final int MAX_RECORD_BYTES = 16_000_000;

    private static final byte RECORD = 2;
    private static final byte INTENT = 3;
    private static final byte WITHDRAWN = 4;

    private Frames() {}

    /// The meaning of an entry.
    enum Kind {
        /// The outcome.
        RECORD,
        /// The event to report unless a record follows.
        INTENT,
        /// It has not begun despite the intent: nothing is reported.
        WITHDRAWN;

        private byte code() {
            return switch (this) {
                case RECORD -> Frames.RECORD;
                case INTENT -> Frames.INTENT;
                case WITHDRAWN -> Frames.WITHDRAWN;
            };
        }

        /// Returns null for an unknown code.
        private static @Nullable Kind of(byte code) {
            return switch (code) {
                case Frames.RECORD -> RECORD;
                case Frames.INTENT -> INTENT;
                case Frames.WITHDRAWN -> WITHDRAWN;
                default -> null;
            };
        }
    }

    /// @param id null in a record of an earlier version
    /// @param frameBytes size of its frame in the segment
    record Entry(Kind kind, @Nullable UUID id, byte[] record, int frameBytes) {}

    static byte[] frame(Kind kind, UUID id, byte[] record) {
        byte[] frame = new byte[HEAD_BYTES + ENTRY_HEAD_BYTES + record.length];
        ByteBuffer.wrap(frame)
                .position(HEAD_BYTES)
                .put(kind.code())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(record);
        return headed(frame);
    }

    /// Frames a record without an ID.
    static byte[] frame(byte[] record) {
        byte[] frame = new byte[HEAD_BYTES + record.length];
        System.arraycopy(record, 0, frame, HEAD_BYTES, record.length);
        return headed(frame);
    }

    /// Writes length and checksum before the entry.
    private static byte[] headed(byte[] frame) {
        int length = frame.length - HEAD_BYTES;
        if (length == 0 || length > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record has 1 to " + MAX_RECORD_BYTES + " bytes: " + length);
        }
        ByteBuffer.wrap(frame).putInt(length).putInt(sum(frame, HEAD_BYTES));
        return frame;
    }

    /// Returns the next entry; null if there is no complete one.
    static @Nullable Entry read(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int sum = in.readInt();
            if (length <= 0 || length > MAX_RECORD_BYTES) {
                return null;
            }
            byte[] entry = in.readNBytes(length);
            return entry.length == length && sum(entry, 0) == sum ? entry(entry) : null;
        } catch (EOFException e) {
            return null;
        }
    }

    private static Entry entry(byte[] bytes) {
        int frameBytes = HEAD_BYTES + bytes.length;
        Kind kind = Kind.of(bytes[0]);
        if (kind == null || bytes.length < ENTRY_HEAD_BYTES) {
            return new Entry(Kind.RECORD, null, bytes, frameBytes);
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, 1, 2 * Long.BYTES);
        UUID id = new UUID(head.getLong(), head.getLong());
        return new Entry(kind, id, Arrays.copyOfRange(bytes, ENTRY_HEAD_BYTES, bytes.length), frameBytes);
    }

    private static int sum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
