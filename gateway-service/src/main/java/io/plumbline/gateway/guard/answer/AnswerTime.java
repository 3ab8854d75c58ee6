package io.plumbline.gateway.guard.answer;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.detect.Deadline;
import java.util.concurrent.TimeUnit;

/// The time limit for inspecting one answer, as the policy sets it. It covers all texts of a whole answer
/// together. For a stream, it covers each text separately, since a stream may last minutes and have thousands.
/// Not thread-safe.
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

    /// Declares that the answer is streamed.
    void streamed() {
        streamed = true;
    }

    /// Returns the deadline for the next text.
    Deadline deadline() {
        long spentMs = streamed ? 0 : TimeUnit.NANOSECONDS.toMillis(spentNanos);
        return engine.deadline((int) Math.max(0, limitMs - spentMs));
    }

    /// Records the time that a text took.
    void took(long nanos) {
        spentNanos += nanos;
    }
}
