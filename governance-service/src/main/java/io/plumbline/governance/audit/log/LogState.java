package io.plumbline.governance.audit.log;

import io.plumbline.audit.PublishedLog;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The state of the log.
@Service
@Transactional(readOnly = true)
public class LogState {

    private final PublishedLog log;
    private final LogKey key;

    LogState(PublishedLog log, LogKey key) {
        this.log = log;
        this.key = key;
    }

    /// @param checkpoint null until the first is signed
    /// @param pending number of events without a position
    record Standing(@Nullable Checkpoint checkpoint, long pending) {}

    /// Returns the newest signed checkpoint verbatim.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 503 until the first is signed, shortly after the first
    ///     start
    public String checkpoint() {
        return log.newestCheckpoint()
                .map(SignedNote::format)
                .orElseThrow(
                        () -> LogProblem.NO_CHECKPOINT.because("The log has just started. Try again in a moment."));
    }

    public String verifierKey() {
        return key.signer().verifier().vkey();
    }

    public Standing standing() {
        return new Standing(
                log.newestCheckpoint()
                        .map(note -> Checkpoint.parse(note.text()))
                        .orElse(null),
                log.pending());
    }
}
