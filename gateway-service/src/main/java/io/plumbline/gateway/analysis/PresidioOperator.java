package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// An operator of Presidio's anonymizer, with the parameters of all operators. Each can decrypt what the other
/// encrypts: AES in CBC mode with a random first block, in the Base64 alphabet for URLs.
///
/// @param charsToMask number of characters to mask
/// @param hashType `sha256` or `sha512`
/// @param salt inserted before the value; none unless set
/// @param key of 16, 24 or 32 bytes
@JsonIgnoreProperties(ignoreUnknown = true)
record PresidioOperator(
        @NotBlank @Size(max = 20) String type,

        @JsonProperty("new_value") @Size(max = 1_000) @Nullable
        String newValue,

        @JsonProperty("masking_char") @Size(max = 1) @Nullable
        String maskingChar,

        @JsonProperty("chars_to_mask") @Min(-1_000_000) @Max(1_000_000) @Nullable
        Integer charsToMask,

        @JsonProperty("from_end") @Nullable Boolean fromEnd,
        @JsonProperty("hash_type") @Size(max = 10) @Nullable String hashType,
        @Size(max = 200) @Nullable String salt,
        @Size(max = 64) @Nullable String key) {

    static final PresidioOperator REPLACE = new PresidioOperator("replace", null, null, null, null, null, null, null);
    static final List<String> ANONYMIZERS = List.of("replace", "redact", "mask", "hash", "encrypt", "keep");
    static final List<String> DEANONYMIZERS = List.of("decrypt", "deanonymize_keep");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BLOCK = 16;

    /// Returns the replacement of a value.
    String anonymized(String entityType, String value) {
        return switch (type) {
            case "replace" -> newValue == null || newValue.isEmpty() ? "<" + entityType + ">" : newValue;
            case "redact" -> "";
            case "mask" -> masked(value);
            case "hash" -> hashed(value);
            case "encrypt" -> encrypted(value);
            case "keep" -> value;
            default -> throw RequestProblem.INVALID_REQUEST.because("There is no anonymizer of type " + type + ".");
        };
    }

    /// Returns the original value of a replacement.
    String deanonymized(String value) {
        return switch (type) {
            case "decrypt" -> decrypted(value);
            case "deanonymize_keep", "keep" -> value;
            default -> throw RequestProblem.INVALID_REQUEST.because("There is no deanonymizer of type " + type + ".");
        };
    }

    private String masked(String value) {
        if (maskingChar == null || maskingChar.isEmpty() || charsToMask == null) {
            throw RequestProblem.INVALID_REQUEST.because("mask needs masking_char and chars_to_mask.");
        }
        int length = value.codePointCount(0, value.length());
        int masked = Math.clamp(charsToMask, 0, length);
        String mask = maskingChar.repeat(masked);
        return Boolean.TRUE.equals(fromEnd)
                ? value.substring(0, value.offsetByCodePoints(0, length - masked)) + mask
                : mask + value.substring(value.offsetByCodePoints(0, masked));
    }

    private String hashed(String value) {
        String algorithm = switch (hashType == null ? "sha256" : hashType) {
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            default -> throw RequestProblem.INVALID_REQUEST.because("hash_type must be sha256 or sha512.");
        };
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            if (salt != null) {
                digest.update(salt.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-2", e);
        }
    }

    private String encrypted(String value) {
        byte[] first = new byte[BLOCK];
        RANDOM.nextBytes(first);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, first).doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(first, BLOCK + sealed.length);
            System.arraycopy(sealed, 0, whole, BLOCK, sealed.length);
            return Base64.getUrlEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    private String decrypted(String value) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(value);
            if (whole.length < 2 * BLOCK) {
                throw undecipherable();
            }
            byte[] text = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, BLOCK))
                    .doFinal(whole, BLOCK, whole.length - BLOCK);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw undecipherable();
        }
    }

    private static RuntimeException undecipherable() {
        return RequestProblem.INVALID_REQUEST.because("A result was not encrypted with this key.");
    }

    private Cipher cipher(int mode, byte[] first) throws GeneralSecurityException {
        byte[] bytes = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
            throw RequestProblem.INVALID_REQUEST.because("The key must have 128, 192 or 256 bits.");
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(bytes, "AES"), new IvParameterSpec(first));
        return cipher;
    }

    /// Leaves out the key and the salt.
    @Override
    public String toString() {
        return "PresidioOperator[type=" + type + "]";
    }
}
