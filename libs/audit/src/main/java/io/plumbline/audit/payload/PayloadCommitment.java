package io.plumbline.audit.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A leaf's commitment to its payload, enough to prove later that it was this payload and no other.
///
/// @param digest SHA-256(salt ‖ payload) in lower-case hex
/// @param salt 32 random bytes in lower-case hex
public record PayloadCommitment(String digest, String salt) {
    private static final int DIGITS = 64;

    public PayloadCommitment {
        if (!isHex(digest) || !isHex(salt)) {
            throw new IllegalArgumentException("A payload's digest and salt are 32 bytes each in lower-case hex");
        }
    }

    private static boolean isHex(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    static PayloadCommitment to(byte[] payload, byte[] salt) {
        return new PayloadCommitment(digest(salt, payload), HexFormat.of().formatHex(salt));
    }

    public boolean isTo(byte[] payload) {
        return digest.equals(digest(HexFormat.of().parseHex(salt), payload));
    }

    private static String digest(byte[] salt, byte[] payload) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return HexFormat.of().formatHex(sha256.digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
