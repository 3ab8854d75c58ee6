package io.plumbline.eval.gate.run.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A fingerprint of a JSON value, independent of the order of members: the first 128 bits of SHA-256.
public record JsonFingerprint(long high, long low) {

    private static final JsonMapper ORDERED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public static JsonFingerprint of(Object value) {
        ByteBuffer digest = ByteBuffer.wrap(digest(value));
        return new JsonFingerprint(digest.getLong(), digest.getLong());
    }

    /// All 256 bits.
    public static byte[] digest(Object value) {
        return sha256().digest(ORDERED.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
