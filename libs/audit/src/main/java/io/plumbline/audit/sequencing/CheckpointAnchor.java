package io.plumbline.audit.sequencing;

import io.plumbline.audit.note.SignedNote;
import java.util.Optional;

/// Remembers the newest signed checkpoint outside of the database, so that a database which was restored from
/// an old backup, or cut short together with its checkpoints, is not taken for the whole log and signed anew.
public interface CheckpointAnchor {
    /// The newest that was kept.
    Optional<SignedNote> newest();

    /// Keeps a checkpoint in place of the one before. Returns when it is durable.
    void keep(SignedNote checkpoint);
}
