package io.plumbline.kit.security.credential;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/// Reads the credential of a request: `Authorization: Bearer`, and on the compatible endpoints `/v1/` also
/// `x-api-key`, which Anthropic's clients send. A blank credential counts as missing.
public final class BearerTokens implements BearerTokenResolver {

    private static final String BEARER = "Bearer ";

    private final DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String apiKey = request.getRequestURI().startsWith("/v1/") ? request.getHeader("x-api-key") : null;
        if (apiKey != null && !apiKey.isBlank()) {
            return apiKey;
        }
        String authorization = request.getHeader("Authorization");
        return authorization != null && isPlain(authorization)
                ? authorization.substring(BEARER.length())
                : bearer.resolve(request);
    }

    /// Whether the header has the common form, which needs no regular expression.
    public static boolean isPlain(String authorization) {
        if (!authorization.startsWith(BEARER) || authorization.length() == BEARER.length()) {
            return false;
        }
        for (int i = BEARER.length(); i < authorization.length(); i++) {
            char c = authorization.charAt(i);
            boolean letter = (c | ' ') >= 'a' && (c | ' ') <= 'z';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
