package io.plumbline.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import org.springframework.stereotype.Component;

/// Tracks the recent output tokens of a target on a route, in this replica: a moving average ([MovingAverage]) of
/// the tokens per choice that providers counted. Bounded, since callers of direct models choose names.
/// Thread-safe.
@Component
public final class AnswerLengths {

    /// The expected number before anything is known.
    public static final long USUAL = 500;

    private static final int MOST = 10_000;

    private final Cache<Key, MovingAverage> averages =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Key(String route, String target) {}

    /// @param tokens of one choice, reasoning included
    public void note(String route, UpstreamTarget target, long tokens) {
        averages.get(new Key(route, target.label()), _ -> new MovingAverage()).add((double) tokens);
    }

    /// Returns the expected tokens of one choice; [#USUAL] until a number is known.
    public long expected(String route, UpstreamTarget target) {
        MovingAverage average = averages.getIfPresent(new Key(route, target.label()));
        return average == null ? USUAL : Math.round(average.value());
    }
}
