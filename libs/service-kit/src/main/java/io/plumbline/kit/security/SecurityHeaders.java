package io.plumbline.kit.security;

import java.util.HashMap;
import java.util.Map;

/// The headers that Spring Security sets on every response, for responses outside its filter chain.
final class SecurityHeaders {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-XSS-Protection", "0",
            "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate",
            "Pragma", "no-cache",
            "Expires", "0",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", CONTENT_SECURITY_POLICY);

    private static final Map<String, String> SECURE = secure();

    private SecurityHeaders() {}

    private static Map<String, String> secure() {
        Map<String, String> headers = new HashMap<>(ALWAYS);
        headers.put("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        return Map.copyOf(headers);
    }

    /// @param secure whether the request used TLS, to this service or to a trusted proxy
    static Map<String, String> of(boolean secure) {
        return secure ? SECURE : ALWAYS;
    }
}
