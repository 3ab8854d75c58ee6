package io.plumbline.personaldata.operator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The keys of operators, one for each purpose: a result for one purpose reveals nothing about another.
/// Implementations are thread-safe and return the same key for the same purpose.
@FunctionalInterface
public interface SecretKeys {

    int KEY_BYTES = 32;

    /// 32 bytes.
    byte[] key(String purpose);

    /// A hash under the key for that purpose.
    default KeyedHash hash(String purpose) {
        return new KeyedHash(key(purpose));
    }

    /// Keys of one tenant, derived (HKDF-SHA256, RFC 5869) from a master secret.
    ///
    /// @param master at least 16 bytes that only the installation knows
    /// @param tenant the owner of the keys; each tenant has other hashes and ciphertexts
    static SecretKeys of(byte[] master, String tenant) {
        if (master.length < 16) {
            throw new IllegalArgumentException("a master secret has at least 16 bytes");
        }
        byte[] secret = master.clone();
        byte[] salt = ("plumbline operators, " + tenant).getBytes(StandardCharsets.UTF_8);
        return purpose -> derive(secret, salt, purpose);
    }

    /// Random keys that exist only as long as this object.
    static SecretKeys ephemeral(SecureRandom random) {
        return new EphemeralKeys(random);
    }

    private static byte[] derive(byte[] master, byte[] salt, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(master)
                            .addSalt(salt)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 platform has HKDF-SHA256", e);
        }
    }
}
