package io.plumbline.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Generates UUIDs of version 7 (RFC 9562, 5.7): 48 bits of Unix time in milliseconds, a 12-bit counter within a
/// millisecond (method 1 of 6.2), 62 random bits. Ids of one generator strictly increase, even if the clock steps
/// back. Thread-safe.
public final class UuidV7 {
    /// The order of Postgres for ids of any version: by bytes. [UUID#compareTo] compares signed halves.
    public static final Comparator<UUID> ORDER = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private static final int COUNTER_BITS = 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final SecureRandom random;
    /// Milliseconds ‖ counter of the last id.
    private final AtomicLong last = new AtomicLong();

    public UuidV7(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        long ticks = last.updateAndGet(before -> Math.max(before + 1, now));
        long high = (ticks >>> COUNTER_BITS) << 16 | VERSION | (ticks & ((1L << COUNTER_BITS) - 1));
        byte[] low = new byte[Long.BYTES]; // at once: a SecureRandom's nextLong asks it twice
        random.nextBytes(low);
        return new UUID(high, VARIANT | (ByteBuffer.wrap(low).getLong() & RANDOM_MASK));
    }

    /// Returns the millisecond in which the id was generated.
    ///
    /// @throws IllegalArgumentException if it is not of version 7
    public static Instant instantOf(UUID id) {
        if (id.version() != 7) {
            throw new IllegalArgumentException("not a UUID of version 7");
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
