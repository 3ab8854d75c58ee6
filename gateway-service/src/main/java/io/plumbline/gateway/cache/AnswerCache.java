package io.plumbline.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Caches answers in this replica's memory, up to a total size. A key is a digest of everything that an answer
/// depends on and of the recipient ([CallDigest]). A change of a policy, prompt or version changes the keys, so
/// nothing has to be invalidated. Thread-safe.
@Component
public final class AnswerCache {

    private static final int OVERHEAD = 400;

    private final Cache<String, CachedAnswer> answers;
    private final long longest;

    @Autowired
    AnswerCache(CacheProperties properties, MeterRegistry meters) {
        this(properties, meters, Ticker.systemTicker());
    }

    AnswerCache(CacheProperties properties, MeterRegistry meters, Ticker ticker) {
        longest = properties.maxAnswer().toBytes();
        answers = Caffeine.newBuilder()
                .maximumWeight(properties.maxSize().toBytes())
                .weigher((String key, CachedAnswer answer) -> key.length() + answer.bytes().length + OVERHEAD)
                .expireAfter(Expiry.creating((String key, CachedAnswer answer) -> answer.ttl()))
                .ticker(ticker)
                .build();
        Gauge.builder("plumbline.gateway.cache.bytes", answers, AnswerCache::weight)
                .baseUnit("bytes")
                .description("What answers that may be given again take")
                .register(meters);
    }

    private static double weight(Cache<String, CachedAnswer> answers) {
        return answers.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /// Returns the maximum size of an answer in bytes.
    public int longest() {
        return (int) Math.min(longest, Integer.MAX_VALUE - 8);
    }

    /// Performs pending maintenance now, such as eviction.
    void settle() {
        answers.cleanUp();
    }

    public Optional<CachedAnswer> find(String key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    public void keep(String key, CachedAnswer answer) {
        if (answer.bytes().length <= longest) {
            answers.put(key, answer);
        }
    }
}
