package io.plumbline.audit.payload;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256 in Galois/Counter Mode with a random nonce of 96 bits and a tag of 128. Decryption requires the same
/// associated data, which binds a value to its row.
final class AesGcm {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private AesGcm() {}

    static byte[] random(int bytes, SecureRandom random) {
        byte[] result = new byte[bytes];
        random.nextBytes(result);
        return result;
    }

    static byte[] encrypt(byte[] key, byte[] nonce, byte[] plain, byte[] associated) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt", e);
        }
    }

    /// @throws IllegalStateException if key, data or associated data differ from the encryption
    static byte[] decrypt(byte[] key, byte[] nonce, byte[] encrypted, byte[] associated) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot decrypt: the key is another one, or the data were changed", e);
        }
    }

    /// Nonce ‖ ciphertext.
    static byte[] wrap(byte[] key, byte[] plain, byte[] associated, SecureRandom random) {
        byte[] nonce = random(NONCE_BYTES, random);
        byte[] encrypted = encrypt(key, nonce, plain, associated);
        byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, wrapped, NONCE_BYTES, encrypted.length);
        return wrapped;
    }

    /// @throws IllegalStateException as [#decrypt]
    static byte[] unwrap(byte[] key, byte[] wrapped, byte[] associated) {
        if (wrapped.length < NONCE_BYTES) {
            throw new IllegalStateException("Cannot decrypt: there are not even the bytes of a nonce");
        }
        return decrypt(
                key,
                Arrays.copyOf(wrapped, NONCE_BYTES),
                Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length),
                associated);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
