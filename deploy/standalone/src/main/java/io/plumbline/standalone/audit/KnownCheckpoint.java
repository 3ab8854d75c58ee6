package io.plumbline.standalone.audit;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Independent knowledge of a log: its number of events, and their root. A log with fewer events was truncated,
/// or is an older copy.
///
/// @param note the kept checkpoint; null if only the number is known
/// @param root null likewise
record KnownCheckpoint(
        long size, @Nullable SignedNote note, @Nullable Hash root) {

    private static final int LONGEST = 65_536;

    /// @param given a number of events, or a file with a signed checkpoint
    /// @param key that signs the log
    /// @throws CannotContinue when it is neither, or of another log
    static KnownCheckpoint of(String given, NoteVerifier key) {
        if (given.matches("[0-9]{1,18}")) {
            return new KnownCheckpoint(Long.parseLong(given), null, null);
        }
        try {
            Path file = Path.of(given);
            if (Files.size(file) > LONGEST) {
                throw new CannotContinue(file + " is no checkpoint.");
            }
            SignedNote note = SignedNote.parse(Files.readString(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!key.verifies(note) || !checkpoint.origin().equals(key.name())) {
                throw new CannotContinue("The checkpoint in " + file + " is not signed by " + key.name() + ".");
            }
            return new KnownCheckpoint(checkpoint.size(), note, checkpoint.root());
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotContinue(
                    "--checkpoint takes a number of events or a file with a checkpoint: " + e.getMessage() + ".", e);
        }
    }

    /// Reports the log's deviations from this checkpoint.
    ///
    /// @param held number of its events
    /// @param rootThen the root of the known number of events; null if the log has fewer
    /// @return whether there are none
    boolean check(long held, @Nullable Hash rootThen, Narrator narrator) {
        if (held < size) {
            narrator.bad(String.format(
                    Locale.ROOT,
                    "LOG_SHORTENED: the log ends after %,d events, and had %,d when that checkpoint was made.",
                    held,
                    size));
            return false;
        }
        if (root != null && !root.equals(rootThen)) {
            narrator.bad(String.format(
                    Locale.ROOT,
                    "CHECKPOINT_CHANGED: the first %,d events are others than those of that checkpoint.",
                    size));
            return false;
        }
        return true;
    }
}
