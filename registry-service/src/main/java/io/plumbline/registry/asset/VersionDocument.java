package io.plumbline.registry.asset;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// The document of a version in canonical form (RFC 8785). Equal documents have equal digests, whatever the order
/// of their members.
///
/// @param json the canonical form
/// @param digest `sha256:` and 64 hexadecimal digits
public record VersionDocument(String json, String digest) {

    private static final int MAX_LENGTH = 2_000_000;

    /// @param members values as produced by Jackson's untyped binding
    /// @throws io.plumbline.kit.problem.ProblemException 400 if it has no canonical form or is too long
    public static VersionDocument of(Map<String, ?> members) {
        String json;
        try {
            json = CanonicalJson.text(members);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST.because("The document contains something that cannot be stored: a NUL"
                    + " character, an unpaired surrogate, a whole number beyond 2^53 or more than "
                    + CanonicalJson.MAX_DEPTH + " levels.");
        }
        if (json.length() > MAX_LENGTH) {
            throw RequestProblem.INVALID_REQUEST.because(
                    "The document may have " + MAX_LENGTH + " characters at most.");
        }
        return new VersionDocument(json, "sha256:" + sha256(json));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
