package io.plumbline.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class AnswerCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AnswerCache cache = new AnswerCache(
            new CacheProperties(DataSize.ofKilobytes(100), DataSize.ofKilobytes(10)),
            new SimpleMeterRegistry(),
            nanos::get);

    @Test
    void givesAnAnswerForAsLongAsItSays() {
        cache.keep("short", answer(10, Duration.ofSeconds(5)));
        cache.keep("long", answer(10, Duration.ofSeconds(50)));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(cache.find("short")).isEmpty();
        assertThat(cache.find("long")).isPresent();
    }

    @Test
    void keepsNoMoreThanItMayAndNothingThatIsTooLong() {
        cache.keep("huge", answer(10_241, Duration.ofHours(1)));
        assertThat(cache.find("huge")).isEmpty();
        for (int i = 0; i < 100; i++) {
            cache.keep("answer-" + i, answer(9_000, Duration.ofHours(1)));
            cache.settle();
        }
        long kept = IntStream.range(0, 100)
                .filter(i -> cache.find("answer-" + i).isPresent())
                .count();
        assertThat(kept).isBetween(1L, 11L);
    }

    private static CachedAnswer answer(int bytes, Duration ttl) {
        return new CachedAnswer(new byte[bytes], "application/json", ttl, BigDecimal.ONE);
    }
}
