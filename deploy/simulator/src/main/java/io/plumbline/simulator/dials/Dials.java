package io.plumbline.simulator.dials;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings of one model. Immutable; setting the dials replaces all of them.
///
/// @param latencyMs of a complete plain answer, and by default of a stream's first token
/// @param timeToFirstTokenMs before a stream begins, instead of the latency
/// @param tokensPerSecond pace of a stream after its first token; null: as fast as possible
/// @param errorRate status to share of the calls that fail with it
/// @param quality share of the questions that are answered as well as the simulator can
/// @param topicDrift share of the answers that drift off topic
/// @param cutStreams share of the streams whose connection is cut half-way
/// @param malformed share of the answers with broken JSON
/// @param obeysInjection share of the injected instructions that are obeyed
/// @param seed of every draw
public record Dials(
        Latency latencyMs,
        @Nullable Double timeToFirstTokenMs,
        @Nullable Double tokensPerSecond,
        SortedMap<Integer, Double> errorRate,
        double quality,
        Tone tone,
        double topicDrift,
        double cutStreams,
        double malformed,
        double obeysInjection,
        long seed) {

    public static final Dials HEALTHY =
            new Dials(new Latency(15, 60), null, null, new TreeMap<>(), 1, Tone.NEUTRAL, 0, 0, 0, 0, 1);

    public Dials {
        errorRate = Collections.unmodifiableSortedMap(new TreeMap<>(errorRate));
    }

    public Chance chance() {
        return new Chance(seed);
    }

    /// The status with which the call with this number fails, or 0 if it does not.
    public int failureOf(long call) {
        double drawn = chance().unit("error", call);
        double upTo = 0;
        for (Map.Entry<Integer, Double> rate : errorRate.entrySet()) {
            upTo += rate.getValue();
            if (drawn < upTo) {
                return rate.getKey();
            }
        }
        return 0;
    }
}
