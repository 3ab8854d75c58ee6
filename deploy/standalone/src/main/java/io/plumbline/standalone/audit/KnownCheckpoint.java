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

/// What somebody knows of a log from elsewhere: how many events it had, and their root. A log that holds less was cut
/// off, or is an older copy.
///
/// @param note the checkpoint that was kept; null where only the number is known
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

    /// Says what is wrong with a log by this.
    ///
    /// @param held number of its events
    /// @param rootThen of as many events as are known; null when it has fewer
    /// @return whether nothing is
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
