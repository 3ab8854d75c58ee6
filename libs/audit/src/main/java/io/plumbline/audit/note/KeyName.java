package io.plumbline.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Rules for names of note keys, and the id of a name with a public key.
final class KeyName {
    /// Ed25519 in c2sp.org/signed-note.
    static final byte ED25519 = 0x01;

    private KeyName() {}

    static boolean isValid(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || Character.isWhitespace(c) || c < ' ');
    }

    static String requireValid(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("A note key's name is not empty and has neither white space nor '+'");
        }
        return name;
    }

    /// Returns the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
    static int keyId(String name, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(ED25519);
            return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
