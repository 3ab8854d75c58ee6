package io.plumbline.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/// Finds the credential of a request: `Authorization: Bearer`, and on the compatible endpoints `/v1/` also
/// `x-api-key`, as Anthropic's clients send it.
final class BearerTokens implements BearerTokenResolver {

    private final DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String apiKey = request.getRequestURI().startsWith("/v1/") ? request.getHeader("x-api-key") : null;
        return apiKey == null ? bearer.resolve(request) : apiKey;
    }
}
