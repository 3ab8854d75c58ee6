package io.plumbline.eval.gate.run;

import io.plumbline.eval.sibling.ChatCalls;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells when it is in vain to go on asking one system: it has never answered, and many calls have failed, or
/// some in which it was silent until their time was up; or it has stopped answering, and does not come back. For
/// many threads.
final class SilenceDetector {

    /// So many calls without one answer: the rest would fail as well.
    static final int CALLS = 20;
    /// The same of those whose time was up: each of them has waited long enough for a short outage to end.
    static final int TIMEOUTS = 5;
    /// An outage that is shorter is outlasted.
    static final Duration OUTAGE = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private boolean answered;
    private int failed;
    private int timeouts;
    private int unansweredInRow;
    private long lastAnswer;

    /// @param answered whether it has answered before
    /// @param failed how many calls failed before
    SilenceDetector(boolean answered, int failed, LongSupplier nanoTime) {
        this.answered = answered;
        this.failed = failed;
        this.nanoTime = nanoTime;
        this.lastAnswer = nanoTime.getAsLong();
    }

    synchronized boolean hasAnswered() {
        return answered;
    }

    synchronized void answered() {
        answered = true;
        unansweredInRow = 0;
        lastAnswer = nanoTime.getAsLong();
    }

    /// Whether it is in vain to go on, now that another call has failed.
    synchronized boolean failed(String error) {
        failed++;
        if (ChatCalls.isTimeout(error)) {
            timeouts++;
        }
        if (!answered) {
            return failed >= CALLS || timeouts >= TIMEOUTS;
        }
        if (ChatCalls.isOutage(error)) {
            unansweredInRow++;
        }
        return unansweredInRow >= CALLS && nanoTime.getAsLong() - lastAnswer > OUTAGE.toNanos();
    }
}
