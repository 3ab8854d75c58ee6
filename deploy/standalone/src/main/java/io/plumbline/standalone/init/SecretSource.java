package io.plumbline.standalone.init;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Creates secrets: 256 random bits each, in the format that their use requires.
final class SecretSource {

    private static final int SECRET_BYTES = 32;
    private static final int KEY_ID_BYTES = 8;
    private static final int PASSWORD_BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    String newSecret(String name) {
        return switch (name) {
            case Secrets.KEY_ENCRYPTION_KEY, Secrets.PSEUDONYM_KEY ->
                Base64.getEncoder().encodeToString(bytes(SECRET_BYTES));
            // The one that a person types: 144 bits.
            case Secrets.ADMIN_PASSWORD -> urlSafe(PASSWORD_BYTES);
            case Secrets.ADMIN_API_KEY ->
                "plk_" + HexFormat.of().formatHex(bytes(KEY_ID_BYTES)) + "_" + urlSafe(SECRET_BYTES);
            default -> urlSafe(SECRET_BYTES);
        };
    }

    private String urlSafe(int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
