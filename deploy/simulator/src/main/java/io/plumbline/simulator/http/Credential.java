package io.plumbline.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What a caller shows: the token of `Authorization: Bearer`, else the key in `x-api-key` or `x-goog-api-key`. It
/// never leaves this class but as a digest.
public final class Credential {
    private static final String BEARER = "bearer ";

    private final byte[] secret;

    private Credential(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    public static Optional<Credential> of(Request request) {
        return request.header("authorization")
                .map(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? value.substring(BEARER.length())
                        : value)
                .or(() -> request.header("x-api-key"))
                .or(() -> request.header("x-goog-api-key"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Credential::new);
    }

    public boolean is(String expected) {
        return MessageDigest.isEqual(secret, expected.getBytes(StandardCharsets.UTF_8));
    }

    /// In hex, of the secret without its scheme.
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
