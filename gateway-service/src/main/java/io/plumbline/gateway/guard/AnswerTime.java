package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.detect.Deadline;
import java.util.concurrent.TimeUnit;

/// How long the texts of one answer may be looked at: as long as the policy says, those of a whole answer
/// together; of a stream each by itself, since it may go on for minutes and have thousands. Not thread-safe.
final class AnswerTime {

    private final GuardEngine engine;
    private final int limitMs;
    private boolean streamed;
    private long spentNanos;

    /// @param limitMs the policy's limit, in milliseconds
    AnswerTime(GuardEngine engine, int limitMs) {
        this.engine = engine;
        this.limitMs = limitMs;
    }

    /// The answer comes as a stream.
    void streamed() {
        streamed = true;
    }

    /// By when the next text has to be looked at.
    Deadline deadline() {
        long spentMs = streamed ? 0 : TimeUnit.NANOSECONDS.toMillis(spentNanos);
        return engine.deadline((int) Math.max(0, limitMs - spentMs));
    }

    /// A text took so long.
    void took(long nanos) {
        spentNanos += nanos;
    }
}
