package io.plumbline.kit.seal;

import java.security.SecureRandom;
import java.util.Base64;

/// The root encryption key of the installation. A [Sealer] is derived from it for each purpose.
public final class KeyEncryptionKey {

    private static final int BYTES = 32;

    private final byte[] key;
    private final SecureRandom random;

    /// @param base64 32 random bytes
    public KeyEncryptionKey(String base64, SecureRandom random) {
        key = Base64.getDecoder().decode(base64);
        if (key.length != BYTES) {
            throw new IllegalArgumentException("the key-encryption key must be 32 bytes in base64");
        }
        this.random = random;
    }

    /// @param purpose for example `provider-credentials`; each purpose has its own key
    public Sealer sealer(String purpose) {
        return new Sealer(key, purpose, random);
    }

    /// Returns the raw key, for libraries that wrap keys with it.
    public byte[] bytes() {
        return key.clone();
    }
}
