package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final Instant NOW = Instant.parse("2026-11-24T16:00:00.123Z");

    @Test
    void containsItsMillisecond() {
        UUID id = new UuidV7(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom()).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(UuidV7.instantOf(id)).isEqualTo(NOW);
        assertThatThrownBy(() -> UuidV7.instantOf(UUID.randomUUID())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void increasesWithinAMillisecondAndWhenTheClockStepsBack() {
        AtomicLong millis = new AtomicLong(NOW.toEpochMilli());
        UuidV7 ids = new UuidV7(clock(millis), new SecureRandom());
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
            if (i == 5_000) {
                millis.addAndGet(-10_000);
            }
        }

        assertThat(made.stream().map(UUID::toString).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isUniqueAcrossManyThreads() {
        UuidV7 ids = new UuidV7(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
        Set<UUID> made = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 200; j++) {
                        made.add(ids.next());
                    }
                });
            }
        }

        assertThat(made).hasSize(20_000);
    }

    private static Clock clock(AtomicLong millis) {
        InstantSource source = () -> Instant.ofEpochMilli(millis.get());
        return source.withZone(ZoneOffset.UTC);
    }
}
