package io.plumbline.audit.note;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Verifies Ed25519 signatures of one key, given by its verifier key (`vkey`): `<name>+<hex of the id>+<base64 of
/// type and public key>`. Thread-safe.
public final class NoteVerifier {
    private static final int PUBLIC_KEY_BYTES = 32;

    private final String name;
    private final int keyId;
    private final byte[] encodedKey;
    private final PublicKey key;

    NoteVerifier(String name, byte[] publicKey) {
        this.name = KeyName.requireValid(name);
        this.keyId = KeyName.keyId(name, publicKey);
        this.encodedKey = publicKey.clone();
        this.key = decode(publicKey);
    }

    /// @throws IllegalArgumentException if it is not an Ed25519 verifier key, or its id does not match its key
    public static NoteVerifier parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key is <name>+<id>+<key>");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + PUBLIC_KEY_BYTES || typed[0] != KeyName.ED25519) {
            throw new IllegalArgumentException("The verifier key is not an Ed25519 key");
        }
        NoteVerifier verifier = new NoteVerifier(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().toHexDigits(verifier.keyId).equals(parts[1])) {
            throw new IllegalArgumentException("The verifier key's id is not that of its name and key");
        }
        return verifier;
    }

    int keyId() {
        return keyId;
    }

    public String name() {
        return name;
    }

    /// Returns the key as published.
    public String vkey() {
        byte[] typed = new byte[1 + PUBLIC_KEY_BYTES];
        typed[0] = KeyName.ED25519;
        System.arraycopy(encodedKey, 0, typed, 1, PUBLIC_KEY_BYTES);
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /// Whether this key signed the note. Signatures of other keys are ignored. An invalid signature under this
    /// key's name makes the note invalid, whatever other signatures it has.
    public boolean verifies(SignedNote note) {
        boolean signed = false;
        for (SignedNote.Signature signature : note.signatures()) {
            if (signature.keyId() == keyId && signature.name().equals(name)) {
                if (!verifies(note.text(), signature.signature())) {
                    return false;
                }
                signed = true;
            }
        }
        return signed;
    }

    private boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of a wrong length is thrown out, not answered with false
        }
    }

    /// RFC 8032, 5.1.2: y in little-endian order, the sign of x in the highest bit.
    private static PublicKey decode(byte[] encoded) {
        byte[] y = new byte[PUBLIC_KEY_BYTES];
        for (int i = 0; i < PUBLIC_KEY_BYTES; i++) {
            y[i] = encoded[PUBLIC_KEY_BYTES - 1 - i];
        }
        boolean oddX = (y[0] & 0x80) != 0;
        y[0] &= 0x7F;
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(oddX, new BigInteger(1, y))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an Ed25519 public key", e);
        }
    }
}
