package io.plumbline.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of an API key: `plk_<id>_<secret>`, the id 16 hexadecimal digits, the secret 256 random bits in
/// base64url. Only the digest of the secret is ever stored; a plain SHA-256 is enough for a secret of full
/// entropy.
public record ApiKey(String id, String secret) {

    public static final String PREFIX = "plk_";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final int SECRET_BYTES = 32;
    private static final int MAX_LENGTH = 200;

    /// A new key.
    public static ApiKey generate(SecureRandom random) {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return new ApiKey(HexFormat.of().formatHex(id), newSecret(random));
    }

    /// A new secret, for the rotation of a key.
    public static String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /// Takes a bearer token apart; empty when it has not the form of a key.
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

    /// What the holder sends. To be shown once.
    public String text() {
        return prefix() + "_" + secret;
    }

    /// The part that may be shown at any time.
    public String prefix() {
        return PREFIX + id;
    }

    /// Lower-case hex of SHA-256 over the secret.
    public String secretSha256() {
        return sha256(secret);
    }

    /// Whether the secret has this digest, in constant time.
    public boolean matches(String sha256) {
        return MessageDigest.isEqual(
                secretSha256().getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /// Lower-case hex of SHA-256 over a secret's characters.
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
