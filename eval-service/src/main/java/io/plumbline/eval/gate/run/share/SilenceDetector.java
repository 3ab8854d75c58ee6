package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.sibling.ChatCalls;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Detects that further calls to a system are pointless: it has never answered, and many calls failed or several
/// timed out; or it stopped answering and does not recover. Thread-safe.
final class SilenceDetector {

    /// Number of calls without an answer after which the others would fail as well.
    static final int CALLS = 20;
    /// Number of timeouts with the same effect: each has waited long enough for a short outage to end.
    static final int TIMEOUTS = 5;
    /// Shorter outages are tolerated.
    static final Duration OUTAGE = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private boolean answered;
    private int failed;
    private int timeouts;
    private int unansweredInRow;
    private long lastAnswer;

    /// @param answered whether it has answered before
    /// @param failed number of earlier failed calls
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

    /// Whether further calls are pointless after another failure.
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
