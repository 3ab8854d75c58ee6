package io.plumbline.audit.note;

import io.plumbline.audit.merkle.Hash;

/// What a log says of itself at a moment: under this origin, so many leaves have this root.
///
/// @param origin the log's unique name, a URL without its scheme
public record Checkpoint(String origin, long size, Hash root) {

    public Checkpoint {
        if (origin.isBlank() || origin.indexOf('\n') >= 0 || size < 0) {
            throw new IllegalArgumentException(
                    "A checkpoint has an origin of one line and a size that is not negative");
        }
    }

    /// @param text a note's text; lines after the third are extensions and are ignored
    /// @throws IllegalArgumentException when it is no checkpoint
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("A checkpoint is an origin, a size in decimal and a root in base64");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
    }

    /// The text that is signed.
    public String format() {
        return origin + "\n" + size + "\n" + root.toBase64() + "\n";
    }
}
