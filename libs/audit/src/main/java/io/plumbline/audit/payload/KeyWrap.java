package io.plumbline.audit.payload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// Wraps subjects' keys with a key derived for this purpose (HKDF-SHA256, RFC 5869) from the installation's
/// key-encryption key. Thread-safe.
public final class KeyWrap {
    private final byte[] key;
    private final String keyName;
    private final SecureRandom random;

    /// @param keyEncryptionKey 32 bytes
    public KeyWrap(byte[] keyEncryptionKey, SecureRandom random) {
        if (keyEncryptionKey.length != AesGcm.KEY_BYTES) {
            throw new IllegalArgumentException("The key-encryption key has 32 bytes");
        }
        this.key = derive(keyEncryptionKey, "plumbline audit subject keys", AesGcm.KEY_BYTES);
        this.keyName = HexFormat.of().formatHex(derive(keyEncryptionKey, "plumbline audit subject keys, name", 8));
        this.random = random;
    }

    /// Identifies the key-encryption key that wrapped a value, without revealing it.
    String keyName() {
        return keyName;
    }

    byte[] wrap(byte[] subjectKey, UUID id, String subject) {
        return AesGcm.wrap(key, subjectKey, context(id, subject), random);
    }

    byte[] unwrap(byte[] wrapped, UUID id, String subject) {
        return AesGcm.unwrap(key, wrapped, context(id, subject));
    }

    private static byte[] context(UUID id, String subject) {
        return (id + " " + subject).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] derive(byte[] from, String purpose, int bytes) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(from)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java 25 platform has HKDF-SHA256", e);
        }
    }
}
