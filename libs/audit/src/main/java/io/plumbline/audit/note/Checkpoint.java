package io.plumbline.audit.note;

import io.plumbline.audit.merkle.Hash;

/// A statement of a log: under this origin, the first `size` leaves have this root.
///
/// @param origin the log's unique name, a URL without its scheme
public record Checkpoint(String origin, long size, Hash root) {

    public Checkpoint {
        if (origin.isBlank() || origin.indexOf('\n') >= 0 || size < 0) {
            throw new IllegalArgumentException(
                    "A checkpoint has an origin of one line and a size that is not negative");
        }
    }

    /// @param text the text of a note; lines after the third are extensions and are ignored
    /// @throws IllegalArgumentException if it is not a checkpoint
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("A checkpoint is an origin, a size in decimal and a root in base64");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
    }

    /// Returns the text to sign.
    public String format() {
        return origin + "\n" + size + "\n" + root.toBase64() + "\n";
    }
}
