package io.plumbline.eval.panel.design;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Orders that nobody can predict without the secret of the panel: by the HMAC-SHA256 of each member. Equal secrets and
/// purposes give equal orders.
public final class Blinding {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    /// @param secret 32 random bytes
    public Blinding(byte[] secret) {
        this.secret = secret.clone();
    }

    /// Returns the members in the order for a purpose.
    public List<Integer> order(String purpose, List<Integer> members) {
        List<Integer> ordered = new ArrayList<>(members);
        ordered.sort(Comparator.comparing(member -> HexFormat.of().formatHex(digest(purpose + "/" + member))));
        return ordered;
    }

    /// Returns a number for a purpose.
    long number(String purpose) {
        return ByteBuffer.wrap(digest(purpose)).getLong();
    }

    private byte[] digest(String text) {
        try {
            Mac hmac = Mac.getInstance(ALGORITHM);
            hmac.init(new SecretKeySpec(secret, ALGORITHM));
            return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
