package io.plumbline.personaldata.operator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 of values (RFC 2104). Immutable and thread-safe.
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    /// Cloned for each use: creating one takes longer than hashing a short value.
    private final Mac keyed;

    public KeyedHash(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /// 32 bytes for the parts. Boundaries matter: `ab`, `c` is another value than `a`, `bc`.
    public byte[] digest(String... parts) {
        Mac mac = copy();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            mac.update((byte) (bytes.length >> 24));
            mac.update((byte) (bytes.length >> 16));
            mac.update((byte) (bytes.length >> 8));
            mac.update((byte) bytes.length);
            mac.update(bytes);
        }
        return mac.doFinal();
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }

    /// The first hexadecimal digits of the digest of a value and its type.
    public String hex(Operator.Hash hash, String entityType, String value) {
        return HexFormat.of().formatHex(digest(entityType, hash.salt(), value)).substring(0, hash.length());
    }
}
