package io.plumbline.audit.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;

/// Signs notes with an Ed25519 key given by its 32-byte seed (RFC 8032, 5.1.5). Signatures are deterministic, so
/// signing again after a crash yields the same note. Thread-safe.
public final class NoteSigner {
    public static final int SEED_BYTES = 32;

    private final PrivateKey key;
    private final NoteVerifier verifier;

    private NoteSigner(PrivateKey key, NoteVerifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /// @param name name of the key, by convention the log's origin
    /// @param seed 32 random bytes; keep them secret
    public static NoteSigner of(String name, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("The seed of an Ed25519 key has 32 bytes");
        }
        KeyPair pair = keyPair(seed);
        // X.509 puts the raw key at the end of a fixed header.
        byte[] encoded = pair.getPublic().getEncoded();
        NoteVerifier verifier =
                new NoteVerifier(name, Arrays.copyOfRange(encoded, encoded.length - SEED_BYTES, encoded.length));
        return new NoteSigner(pair.getPrivate(), verifier);
    }

    public String name() {
        return verifier.name();
    }

    public NoteVerifier verifier() {
        return verifier;
    }

    /// @param text ends with a newline and has no other control characters
    public SignedNote sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            SignedNote note = new SignedNote(
                    text, List.of(SignedNote.Signature.of(verifier.name(), verifier.keyId(), ed25519.sign())));
            if (!verifier.verifies(note)) {
                throw new IllegalStateException("The signing key and the verifier key do not belong together");
            }
            return note;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign a note", e);
        }
    }

    /// The JDK derives a public key only when it generates a pair, so this generates one with the seed in place
    /// of randomness.
    private static KeyPair keyPair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has Ed25519", e);
        }
    }

    private static final class Seed extends SecureRandom {
        private final transient byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("The platform asks for " + target.length + " bytes of an Ed25519 seed");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
