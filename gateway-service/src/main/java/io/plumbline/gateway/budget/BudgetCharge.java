package io.plumbline.gateway.budget;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a call costs one budget, as it lies in the journal beside the call's record.
///
/// @param startsAt beginning of the budget's period in which the call was made
/// @param amount in 10⁻¹⁰ dollars, more than 0
/// @param holder of the lease that the money is from; null when it was not leased
public record BudgetCharge(
        String budget,
        Instant startsAt,
        long amount,
        @Nullable UUID holder) {

    private static final int BYTES = 64;

    LeaseKey key() {
        return new LeaseKey(budget, startsAt);
    }

    /// Number of charges (2 bytes); for each its budget (modified UTF-8 after its length in 2 bytes), the
    /// period in milliseconds (8), the amount (8) and the holder (16; zeros for none).
    public static byte[] encode(List<BudgetCharge> charges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES * charges.size() + 2);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(charges.size());
            for (BudgetCharge charge : charges) {
                UUID holder = charge.holder();
                out.writeUTF(charge.budget());
                out.writeLong(charge.startsAt().toEpochMilli());
                out.writeLong(charge.amount());
                out.writeLong(holder == null ? 0 : holder.getMostSignificantBits());
                out.writeLong(holder == null ? 0 : holder.getLeastSignificantBits());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalArgumentException when these are no charges
    public static List<BudgetCharge> decode(byte[] bytes) {
        List<BudgetCharge> charges = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                String budget = in.readUTF();
                Instant startsAt = Instant.ofEpochMilli(in.readLong());
                long amount = in.readLong();
                UUID holder = new UUID(in.readLong(), in.readLong());
                boolean leased = holder.getMostSignificantBits() != 0;
                charges.add(new BudgetCharge(budget, startsAt, amount, leased ? holder : null));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not charges of budgets", e);
        }
        return charges;
    }
}
