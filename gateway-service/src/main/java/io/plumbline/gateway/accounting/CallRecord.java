package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadCommitment;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call in the journal: its audit event as the exact bytes of the leaf, its payload, and its budget charges.
/// Storing creates nothing new, so storing it twice gives the same result.
record CallRecord(EventWithPayload entry, List<BudgetCharge> charges) {

    /// The leaf after its length (4 bytes), and the payload.
    private static final byte WITHOUT_CHARGES = 1;

    /// The leaf after its length (4 bytes), the charges after theirs (4), and the payload.
    private static final byte WITH_CHARGES = 2;

    /// @param leaf of the call's event
    static byte[] encode(byte[] leaf, @Nullable Payload payload, List<BudgetCharge> charges) {
        byte[] content = payload == null ? new byte[0] : payload.bytes();
        byte[] charged = charges.isEmpty() ? new byte[0] : BudgetCharge.encode(charges);
        int chargedBytes = charges.isEmpty() ? 0 : Integer.BYTES + charged.length;
        ByteBuffer record = ByteBuffer.allocate(1 + Integer.BYTES + leaf.length + chargedBytes + content.length)
                .put(charges.isEmpty() ? WITHOUT_CHARGES : WITH_CHARGES)
                .putInt(leaf.length)
                .put(leaf);
        if (!charges.isEmpty()) {
            record.putInt(charged.length).put(charged);
        }
        return record.put(content).array();
    }

    /// @throws IllegalArgumentException if it is not a record of a call
    static CallRecord decode(byte[] record) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        byte version = record.length < 1 + Integer.BYTES ? 0 : buffer.get();
        if (version != WITHOUT_CHARGES && version != WITH_CHARGES) {
            throw new IllegalArgumentException("not a record of a call");
        }
        byte[] leaf = next(buffer);
        List<BudgetCharge> charges = version == WITH_CHARGES ? BudgetCharge.decode(next(buffer)) : List.of();
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        AuditEvent event = AuditEvent.parse(leaf);
        PayloadCommitment commitment = event.payload();
        return new CallRecord(
                new EventWithPayload(event, commitment == null ? null : Payload.restore(content, commitment)), charges);
    }

    private static byte[] next(ByteBuffer buffer) {
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("a record of a call is cut off");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
