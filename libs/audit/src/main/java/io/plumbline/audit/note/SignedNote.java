package io.plumbline.audit.note;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A text with signatures. Parsing checks the form, not the signatures; use [NoteVerifier] for those.
///
/// @param text all lines of the text, including the last newline
public record SignedNote(String text, List<Signature> signatures) {
    private static final int MAX_LENGTH = 1_000_000;
    private static final int MAX_SIGNATURES = 100;
    private static final String SIGNATURE_PREFIX = "— ";

    /// One signature line.
    ///
    /// @param name name of the key
    /// @param keyId first four bytes of the key's identification
    /// @param encoded base64 of key id and signature
    public record Signature(String name, int keyId, String encoded) {

        static Signature of(String name, int keyId, byte[] signature) {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return new Signature(name, keyId, Base64.getEncoder().encodeToString(bytes));
        }

        static Signature parse(String line) {
            String[] parts = line.startsWith(SIGNATURE_PREFIX) ? line.split(" ", -1) : new String[0];
            if (parts.length != 3 || !KeyName.isValid(parts[1])) {
                throw new IllegalArgumentException("Not a signature line of a note");
            }
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length <= Integer.BYTES) {
                throw new IllegalArgumentException("A signature line of a note holds no signature");
            }
            return new Signature(parts[1], ByteBuffer.wrap(bytes).getInt(), parts[2]);
        }

        byte[] signature() {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || hasControl(text)) {
            throw new IllegalArgumentException("A note's text ends with a newline and has no other control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("A note has 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    /// @throws IllegalArgumentException if it is not a signed note
    public static SignedNote parse(String note) {
        // The text may itself contain empty lines, so the last one is what separates.
        int end = note.lastIndexOf("\n\n");
        if (note.length() > MAX_LENGTH || end < 0 || end + 2 >= note.length() || !note.endsWith("\n")) {
            throw new IllegalArgumentException("A signed note is a text, an empty line and signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(Signature.parse(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /// Returns the note as stored and served.
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            note.append(SIGNATURE_PREFIX)
                    .append(signature.name())
                    .append(' ')
                    .append(signature.encoded())
                    .append('\n');
        }
        return note.toString();
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\n');
    }
}
