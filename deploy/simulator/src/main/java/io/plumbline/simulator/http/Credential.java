package io.plumbline.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caller's credential: the token of `Authorization: Bearer`, the access key id of AWS Signature Version 4,
/// whose signature is not checked, else the key in `x-api-key` or `x-goog-api-key`. Only its digest leaves this
/// class.
public final class Credential {
    private static final String BEARER = "bearer ";

    /// The header of a signature, with the access key id and the service.
    public static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=(\\w{1,128})/[0-9]{8}/[a-z0-9-]{1,40}"
                    + "/([a-z-]{1,40})/aws4_request, ?SignedHeaders=[a-z0-9;-]{1,500}, ?Signature=[0-9a-f]{64}");

    private final byte[] secret;

    private Credential(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    public static Optional<Credential> of(Request request) {
        return request.header("authorization")
                .map(Credential::withoutScheme)
                .or(() -> request.header("x-api-key"))
                .or(() -> request.header("x-goog-api-key"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Credential::new);
    }

    private static String withoutScheme(String value) {
        if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return value.substring(BEARER.length());
        }
        Matcher signed = SIGNED.matcher(value);
        return signed.matches() ? signed.group(1) : value;
    }

    public boolean is(String expected) {
        return MessageDigest.isEqual(secret, expected.getBytes(StandardCharsets.UTF_8));
    }

    /// In hexadecimal, of the secret without its scheme.
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
