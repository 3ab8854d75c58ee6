package io.plumbline.governance.audit.log;

import io.plumbline.audit.AuditReader;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.published.PublishedLog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The state of the log.
@Service
@Transactional(readOnly = true)
public class LogState {

    private final PublishedLog log;
    private final AuditReader reader;
    private final LogKey key;

    LogState(PublishedLog log, AuditReader reader, LogKey key) {
        this.log = log;
        this.reader = reader;
        this.key = key;
    }

    /// The state of the log.
    ///
    /// @param checkpoint null until the first is signed
    /// @param coveredUntil the time of the newest event in the checkpoint; null until the first is signed
    /// @param pending number of events without a position
    public record Standing(
            @Nullable SignedTree checkpoint, @Nullable Instant coveredUntil, long pending) {}

    /// The tree of the newest signed checkpoint.
    ///
    /// @param origin the name of the log
    /// @param size number of leaves
    /// @param root in base64
    public record SignedTree(String origin, long size, String root) {}

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

    /// Returns the size of the log and the number of events that wait for a position.
    public Standing standing() {
        SignedTree tree = log.newestCheckpoint()
                .map(note -> Checkpoint.parse(note.text()))
                .map(signed -> new SignedTree(
                        signed.origin(), signed.size(), signed.root().toBase64()))
                .orElse(null);
        return new Standing(tree, tree == null ? null : newestTime(tree), log.pending());
    }

    private @Nullable Instant newestTime(SignedTree tree) {
        return reader.readFrom(Math.max(0, tree.size() - 1), 1).stream()
                .findFirst()
                .map(newest -> UuidV7.instantOf(newest.event().id()))
                .orElse(null);
    }
}
