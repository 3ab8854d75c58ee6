package io.plumbline.audit.verification;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sizes with fixed roots, in order: from the database's checkpoints, and from those stored outside it. An
/// external checkpoint outranks a signed one, which outranks a column.
final class FixedRoots {
    private final LogReader log;
    private final String origin;
    private final List<NoteVerifier> verifiers;
    private final Findings findings;
    private final TreeMap<Long, Hash> remembered = new TreeMap<>();
    private LogReader.@Nullable Fixed ahead;
    private long signed;

    FixedRoots(
            LogReader log, String origin, List<NoteVerifier> verifiers, List<Checkpoint> trusted, Findings findings) {
        this.log = log;
        this.origin = origin;
        this.verifiers = verifiers;
        this.findings = findings;
        trusted.forEach(checkpoint -> remembered.put(checkpoint.size(), checkpoint.root()));
        this.ahead = log.nextCheckpoint();
    }

    /// @param frontier the frontier of this size in the database; null without such a checkpoint
    record FixedRoot(long size, Hash root, byte @Nullable [] frontier) {}

    @Nullable
    FixedRoot next() {
        LogReader.Fixed row = ahead;
        Map.Entry<Long, Hash> known = remembered.firstEntry();
        if (known != null && (row == null || known.getKey() < row.size())) {
            remembered.pollFirstEntry();
            report(
                    FindingKind.CHECKPOINT_CHANGED,
                    known.getKey(),
                    "a checkpoint stored outside the database is missing here");
            return new FixedRoot(known.getKey(), known.getValue(), null);
        }
        if (row == null) {
            return null;
        }
        ahead = log.nextCheckpoint();
        Hash root = signedRoot(row, ahead == null);
        if (known != null && known.getKey() == row.size()) {
            remembered.pollFirstEntry();
            if (!known.getValue().equals(root)) {
                report(
                        FindingKind.CHECKPOINT_CHANGED,
                        row.size(),
                        "a checkpoint stored outside the database has a different root");
                root = known.getValue();
            }
        }
        return new FixedRoot(row.size(), root, row.frontier());
    }

    /// Returns the number with a valid signature so far.
    long signed() {
        return signed;
    }

    private Hash signedRoot(LogReader.Fixed row, boolean last) {
        if (row.note() == null) {
            if (!last) { // the newest may be about to be signed
                report(
                        FindingKind.BAD_SIGNATURE,
                        row.size(),
                        "the checkpoint is not signed, although later ones exist");
            }
            return row.root();
        }
        Checkpoint checkpoint;
        try {
            SignedNote note = SignedNote.parse(row.note());
            if (verifiers.stream().noneMatch(verifier -> verifier.verifies(note))) {
                report(FindingKind.BAD_SIGNATURE, row.size(), "the checkpoint is not signed with a known key");
                return row.root();
            }
            checkpoint = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            report(FindingKind.BAD_SIGNATURE, row.size(), "the checkpoint is not a signed note");
            return row.root();
        }
        signed++;
        if (!checkpoint.equals(new Checkpoint(origin, row.size(), row.root()))) {
            report(FindingKind.CHECKPOINT_CHANGED, row.size(), "the checkpoint differs from the signed one");
            return checkpoint.size() == row.size() ? checkpoint.root() : row.root();
        }
        return row.root();
    }

    private void report(FindingKind kind, long size, String detail) {
        findings.add(LogFinding.between(kind, size, size, "At size %d, %s".formatted(size, detail)));
    }
}
