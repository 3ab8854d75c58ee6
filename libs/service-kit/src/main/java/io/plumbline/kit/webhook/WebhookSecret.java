package io.plumbline.kit.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret and the signatures made with it, as Standard Webhooks 1.0 defines them: HMAC-SHA256 over
/// `id.timestamp.body`.
public final class WebhookSecret {

    public static final String PATTERN = "whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// @param text matches [#PATTERN]: `whsec_` and 24 to 64 bytes in base64
    public WebhookSecret(String text) {
        this.key = new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), ALGORITHM);
    }

    /// Returns the headers of a request.
    ///
    /// @param id the same at every attempt
    /// @param timestamp seconds since 1970
    public Map<String, String> headers(String id, long timestamp, String body) {
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", sign(id, timestamp, body));
    }

    /// Returns the header `webhook-signature`.
    ///
    /// @param timestamp seconds since 1970
    public String sign(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
