package io.plumbline.audit.sequencing;

import io.plumbline.audit.note.SignedNote;
import java.util.Optional;

/// Remembers the newest signed checkpoint outside the database, so that a database restored from an old backup,
/// or truncated together with its checkpoints, is not mistaken for the whole log and signed again.
public interface CheckpointAnchor {
    /// Returns the newest checkpoint stored.
    Optional<SignedNote> newest();

    /// Replaces the stored checkpoint. Returns once it is durable.
    void keep(SignedNote checkpoint);
}
