package io.plumbline.kit.security.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of an API key: `plk_<id>_<secret>`. The id has 16 hexadecimal digits, the secret 256 random bits in
/// base64url. Only the digest of the secret is stored. A plain SHA-256 suffices for a secret of full entropy.
public record ApiKey(String id, String secret) {

    public static final String PREFIX = "plk_";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final int SECRET_BYTES = 32;
    private static final int MAX_LENGTH = 200;

    /// Generates a key.
    public static ApiKey generate(SecureRandom random) {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return new ApiKey(HexFormat.of().formatHex(id), newSecret(random));
    }

    /// Generates a secret for a key rotation.
    public static String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /// Parses a bearer token; empty if it is not an API key.
    public static Optional<ApiKey> parse(String token) {
        if (!token.startsWith(PREFIX) || token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int end = token.indexOf('_', PREFIX.length());
        if (end < 0 || end == token.length() - 1) {
            return Optional.empty();
        }
        String id = token.substring(PREFIX.length(), end);
        return ID.matcher(id).matches() ? Optional.of(new ApiKey(id, token.substring(end + 1))) : Optional.empty();
    }

    /// Returns the full key. Show it only once.
    public String text() {
        return prefix() + "_" + secret;
    }

    /// Returns the public part of the key.
    public String prefix() {
        return PREFIX + id;
    }

    /// Returns SHA-256 of the secret in lower-case hex.
    public String secretSha256() {
        return sha256(secret);
    }

    /// Whether the secret has this digest. Runs in constant time.
    public boolean matches(String sha256) {
        return MessageDigest.isEqual(
                secretSha256().getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /// Returns SHA-256 of a secret in lower-case hex.
    public static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return prefix();
    }
}
