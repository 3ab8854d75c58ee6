package io.plumbline.audit.payload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Pseudonymises data subjects: `s_` and 128 bits of HMAC-SHA-256 in hex. A person has the same pseudonym in
/// every team and service of an installation. Without the key, nobody can derive or guess the person.
/// Thread-safe.
public final class Pseudonyms {
    private static final int KEY_BYTES = 32;
    private static final int MAX_SUBJECT = 512;
    private static final int PSEUDONYM_BYTES = 16;
    private static final String PURPOSE = "plumbline subject\n";

    private final SecretKeySpec key;

    /// @param key 32 bytes
    public Pseudonyms(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("The pseudonym key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// @param subject the application's identifier of its user
    public String of(String subject) {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException("A subject has 1 to " + MAX_SUBJECT + " characters");
        }
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(key);
            byte[] code = hmac.doFinal((PURPOSE + subject).getBytes(StandardCharsets.UTF_8));
            return "s_" + HexFormat.of().formatHex(Arrays.copyOf(code, PSEUDONYM_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
