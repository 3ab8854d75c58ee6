package io.plumbline.personaldata.operator;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// Random keys, created on first use because most texts need none.
final class EphemeralKeys implements SecretKeys {

    private final SecureRandom random;
    private volatile @Nullable SecretKeys drawn;

    EphemeralKeys(SecureRandom random) {
        this.random = random;
    }

    @Override
    public byte[] key(String purpose) {
        SecretKeys known = drawn;
        return (known == null ? draw() : known).key(purpose);
    }

    private synchronized SecretKeys draw() {
        SecretKeys known = drawn;
        if (known == null) {
            byte[] master = new byte[KEY_BYTES];
            random.nextBytes(master);
            known = SecretKeys.of(master, "");
            drawn = known;
        }
        return known;
    }
}
