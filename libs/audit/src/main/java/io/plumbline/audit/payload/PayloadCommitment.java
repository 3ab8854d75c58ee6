package io.plumbline.audit.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a leaf says of its payload: enough to prove later that it was this one, and no other.
///
/// @param digest SHA-256(salt ‖ payload) in lower-case hex
/// @param salt   32 random bytes in lower-case hex
public record PayloadCommitment(String digest, String salt) {
    private static final Pattern HEX_32 = Pattern.compile("[0-9a-f]{64}");

    public PayloadCommitment {
        if (!HEX_32.matcher(digest).matches() || !HEX_32.matcher(salt).matches()) {
            throw new IllegalArgumentException("A payload's digest and salt are 32 bytes each in lower-case hex");
        }
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
