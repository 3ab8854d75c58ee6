package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEntry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadCommitment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A call as it lies in the journal: its audit event in the very bytes that will be the leaf, and its payload.
/// Nothing is made anew when it is stored, so storing it twice stores the same.
final class CallRecord {

    private static final byte VERSION = 1;

    private CallRecord() {}

    static byte[] encode(AuditEvent event, @Nullable Payload payload) {
        byte[] leaf = event.canonical();
        byte[] content = payload == null ? new byte[0] : payload.bytes();
        return ByteBuffer.allocate(1 + Integer.BYTES + leaf.length + content.length)
                .put(VERSION)
                .putInt(leaf.length)
                .put(leaf)
                .put(content)
                .array();
    }

    /// @throws IllegalArgumentException when it is no record of a call
    static AuditEntry decode(byte[] record) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        if (record.length < 1 + Integer.BYTES || buffer.get() != VERSION) {
            throw new IllegalArgumentException("not a record of a call");
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("a record of a call is cut off");
        }
        byte[] leaf = new byte[length];
        buffer.get(leaf);
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        AuditEvent event = AuditEvent.parse(leaf);
        PayloadCommitment commitment = event.payload();
        return new AuditEntry(event, commitment == null ? null : Payload.restore(content, commitment));
    }
}
