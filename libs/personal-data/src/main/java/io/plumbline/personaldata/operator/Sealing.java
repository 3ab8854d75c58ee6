package io.plumbline.personaldata.operator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts values into tokens, `ENC[…]`, and finds and decrypts the tokens in a text. AES-256-GCM with a nonce
/// of 96 bits: random, or for the deterministic kind the first 96 bits of an HMAC of the value, so that a nonce
/// recurs only with its own value. Each kind has its own keys. Immutable and thread-safe.
public final class Sealing {

    static final int LONGEST_TOKEN = 100_000;

    private static final String OPEN = "ENC[";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte RANDOM = 1;
    private static final byte DETERMINISTIC = 2;

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    public Sealing(SecretKeys keys) {
        this.keys = keys;
    }

    public String seal(String value, boolean deterministic) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte kind = deterministic ? DETERMINISTIC : RANDOM;
        byte[] nonce = new byte[NONCE_BYTES];
        if (deterministic) {
            byte[] digest = new KeyedHash(keys.key("encrypt, nonces")).digest(value);
            System.arraycopy(digest, 0, nonce, 0, NONCE_BYTES);
        } else {
            random.nextBytes(nonce);
        }
        byte[] sealed;
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, kind, nonce).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
        byte[] token = new byte[1 + NONCE_BYTES + sealed.length];
        token[0] = kind;
        System.arraycopy(nonce, 0, token, 1, NONCE_BYTES);
        System.arraycopy(sealed, 0, token, 1 + NONCE_BYTES, sealed.length);
        return OPEN + Base64.getUrlEncoder().withoutPadding().encodeToString(token) + "]";
    }

    /// The value of a token; empty if it is invalid, was made with other keys, or was changed.
    public Optional<String> open(String token) {
        if (!token.startsWith(OPEN) || !token.endsWith("]") || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token.substring(OPEN.length(), token.length() - 1));
            if (bytes.length < 1 + NONCE_BYTES || (bytes[0] != RANDOM && bytes[0] != DETERMINISTIC)) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, bytes[0], Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES));
            byte[] value = cipher.doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
            return Optional.of(new String(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// The text with every token decrypted that these keys can open.
    public String openAll(String text) {
        int from = text.indexOf(OPEN);
        if (from < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int kept = 0;
        while (from >= 0) {
            int end = tokenEnd(text, from + OPEN.length());
            Optional<String> value = end < 0 ? Optional.empty() : open(text.substring(from, end));
            if (value.isPresent()) {
                out.append(text, kept, from).append(value.get());
                kept = end;
            }
            from = text.indexOf(OPEN, Math.max(end, from + OPEN.length()));
        }
        return out.append(text, kept, text.length()).toString();
    }

    private static int tokenEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isBase64Url(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == ']' ? i + 1 : -1;
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private Cipher cipher(int mode, byte kind, byte[] nonce) throws GeneralSecurityException {
        byte[] key = keys.key(kind == DETERMINISTIC ? "encrypt, deterministic" : "encrypt");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
