package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.scope.ScopeMembers;
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

/// The charge of a call to one budget, stored in the journal with the call's record.
///
/// @param member whose share of the budget it is ([ScopeMembers])
/// @param startsAt beginning of the budget's period in which the call was made
/// @param amount in 10⁻¹⁰ dollars, more than 0
/// @param holder of the lease that provides the money; null if it was not leased
public record BudgetCharge(
        String budget,
        String member,
        Instant startsAt,
        long amount,
        @Nullable UUID holder) {

    private static final int BYTES = 64;

    /// Separates a budget's name and its member.
    private static final char OF = ' ';

    /// Creates a charge to a budget that all its calls share.
    public BudgetCharge(String budget, Instant startsAt, long amount, @Nullable UUID holder) {
        this(budget, ScopeMembers.ALL, startsAt, amount, holder);
    }

    LeaseKey key() {
        return new LeaseKey(budget, startsAt, member);
    }

    /// Encodes the number of charges (2 bytes), then for each: the budget, followed by a blank and the member if
    /// it has one (modified UTF-8 after its length in 2 bytes), the period in milliseconds (8), the amount (8)
    /// and the holder (16; zeros for none).
    public static byte[] encode(List<BudgetCharge> charges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES * charges.size() + 2);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(charges.size());
            for (BudgetCharge charge : charges) {
                UUID holder = charge.holder();
                out.writeUTF(charge.member().isEmpty() ? charge.budget() : charge.budget() + OF + charge.member());
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

    /// @throws IllegalArgumentException if the bytes are not charges
    public static List<BudgetCharge> decode(byte[] bytes) {
        List<BudgetCharge> charges = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                String named = in.readUTF();
                int blank = named.indexOf(OF);
                String budget = blank < 0 ? named : named.substring(0, blank);
                String member = blank < 0 ? ScopeMembers.ALL : named.substring(blank + 1);
                Instant startsAt = Instant.ofEpochMilli(in.readLong());
                long amount = in.readLong();
                UUID holder = new UUID(in.readLong(), in.readLong());
                boolean leased = holder.getMostSignificantBits() != 0;
                charges.add(new BudgetCharge(budget, member, startsAt, amount, leased ? holder : null));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not charges of budgets", e);
        }
        return charges;
    }
}
