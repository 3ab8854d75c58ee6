package io.plumbline.monitoring.otlp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads a message in protobuf's wire format into the tree that OTLP/JSON has for it, so that both encodings have one
/// reader. Unknown fields are skipped. Depth and number of nodes are bounded, so that a small body cannot become a
/// large tree. Not thread-safe.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers encoding</a>
final class WireReader {

    /// Maximum number of nodes of a tree; an export of 512 spans has about 50,000.
    static final int MOST_NODES = 1_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_VARINT_BITS = 64;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private int nodes;

    /// The bytes are not a message of the type.
    static final class MalformedMessageException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedMessageException(String message) {
            super(message, null, false, false);
        }
    }

    /// @throws MalformedMessageException if the bytes are not such a message, or a too large one
    ObjectNode read(byte[] bytes, MessageType type) {
        return message(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), type);
    }

    private ObjectNode message(ByteBuffer bytes, MessageType type) {
        ObjectNode message = NODES.objectNode();
        count();
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            int wire = (int) (tag & 7);
            MessageType.Field field = type.field((int) Math.min(tag >>> 3, Integer.MAX_VALUE));
            if (field == null) {
                skip(bytes, wire);
            } else {
                count();
                read(bytes, wire, field, message);
            }
        }
        return message;
    }

    private void read(ByteBuffer bytes, int wire, MessageType.Field field, ObjectNode message) {
        switch (field.kind()) {
            case STRING -> message.put(field.name(), text(slice(bytes, wire)));
            case HEX -> message.put(field.name(), hex(slice(bytes, wire)));
            case BOOL -> message.put(field.name(), number(bytes, wire, VARINT) != 0);
            case VARINT -> message.put(field.name(), number(bytes, wire, VARINT));
            case ZIGZAG -> {
                long value = number(bytes, wire, VARINT);
                message.put(field.name(), (value >>> 1) ^ -(value & 1));
            }
            case FIXED64 -> message.put(field.name(), number(bytes, wire, FIXED64));
            case DOUBLE -> message.put(field.name(), Double.longBitsToDouble(number(bytes, wire, FIXED64)));
            case VARINTS, FIXED64S, DOUBLES -> numbers(bytes, wire, field, message.withArray(field.name()));
            case MESSAGE -> message.set(field.name(), message(slice(bytes, wire), type(field)));
            case MESSAGES -> message.withArray(field.name()).add(message(slice(bytes, wire), type(field)));
        }
    }

    private static MessageType type(MessageType.Field field) {
        MessageType type = field.type();
        if (type == null) {
            throw new IllegalStateException(field.name() + " is a message of no type");
        }
        return type;
    }

    /// Reads packed numbers, or one that is not packed.
    private void numbers(ByteBuffer bytes, int wire, MessageType.Field field, ArrayNode into) {
        ByteBuffer packed = wire == LENGTH ? slice(bytes, wire) : bytes;
        boolean varints = field.kind() == MessageType.Kind.VARINTS;
        int single = varints ? VARINT : FIXED64;
        do {
            if (!packed.hasRemaining()) {
                return;
            }
            count();
            long value = number(packed, wire == LENGTH ? single : wire, single);
            if (field.kind() == MessageType.Kind.DOUBLES) {
                into.add(Double.longBitsToDouble(value));
            } else {
                into.add(value);
            }
        } while (wire == LENGTH);
    }

    private static long number(ByteBuffer bytes, int wire, int expected) {
        if (wire != expected) {
            throw new MalformedMessageException("A field has another wire type than its definition.");
        }
        if (wire == VARINT) {
            return varint(bytes);
        }
        require(bytes, Long.BYTES);
        return bytes.getLong();
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
            require(bytes, 1);
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("A number is longer than 64 bits.");
    }

    private static ByteBuffer slice(ByteBuffer bytes, int wire) {
        if (wire != LENGTH) {
            throw new MalformedMessageException("A field has another wire type than its definition.");
        }
        long length = varint(bytes);
        require(bytes, length);
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return slice;
    }

    private static void skip(ByteBuffer bytes, int wire) {
        switch (wire) {
            case VARINT -> varint(bytes);
            case FIXED64 -> bytes.position(bytes.position() + require(bytes, Long.BYTES));
            case LENGTH -> slice(bytes, wire);
            case FIXED32 -> bytes.position(bytes.position() + require(bytes, Integer.BYTES));
            default -> throw new MalformedMessageException("A field has an unknown wire type.");
        }
    }

    private static int require(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedMessageException("The message ends in the middle of a field.");
        }
        return (int) length;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private void count() {
        nodes++;
        if (nodes > MOST_NODES) {
            throw new MalformedMessageException("The message has more than a million fields. Send smaller batches.");
        }
    }
}
