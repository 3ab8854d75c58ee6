package io.plumbline.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import org.springframework.stereotype.Component;

/// How many tokens the answers of a target have lately had on a route, in this replica: a moving average
/// ([MovingAverage]) of what providers counted, for one choice each. Bounded, since callers of direct
/// models choose names. Thread-safe.
@Component
public final class AnswerLengths {

    /// What is expected before anything is known.
    public static final long USUAL = 500;

    private static final int MOST = 10_000;

    private final Cache<Key, MovingAverage> averages =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Key(String route, String target) {}

    /// @param tokens of one choice, reasoning included
    public void note(String route, UpstreamTarget target, long tokens) {
        averages.get(new Key(route, target.label()), _ -> new MovingAverage()).add((double) tokens);
    }

    /// Tokens that one choice of an answer is expected to have; [#USUAL] as long as nothing is known.
    public long expected(String route, UpstreamTarget target) {
        MovingAverage average = averages.getIfPresent(new Key(route, target.label()));
        return average == null ? USUAL : Math.round(average.value());
    }
}
