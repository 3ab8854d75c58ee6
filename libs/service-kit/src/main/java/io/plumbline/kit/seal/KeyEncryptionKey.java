package io.plumbline.kit.seal;

import java.security.SecureRandom;
import java.util.Base64;

/// The installation's root of encryption, from which a [Sealer] is derived for each purpose.
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

    /// @param purpose such as `provider-credentials`; another purpose, another key
    public Sealer sealer(String purpose) {
        return new Sealer(key, purpose, random);
    }

    /// The key itself, for libraries that wrap keys with it.
    public byte[] bytes() {
        return key.clone();
    }
}
