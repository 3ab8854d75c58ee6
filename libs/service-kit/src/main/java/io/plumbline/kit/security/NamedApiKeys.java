package io.plumbline.kit.security;

import io.plumbline.clients.governance.ApiKeyEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/// Finds the API key that a refused request named without being let in by it: a revoked or expired one, or with a
/// wrong secret. An id that no key has is none, whatever it says, so callers can count by what this answers.
/// Thread-safe.
public final class NamedApiKeys {

    private final ApiKeyDirectory directory;
    private final BearerTokens credentials = new BearerTokens();

    NamedApiKeys(ApiKeyDirectory directory) {
        this.directory = directory;
    }

    /// The id of the key.
    public Optional<String> namedBy(HttpServletRequest request) {
        try {
            return Optional.ofNullable(credentials.resolve(request))
                    .flatMap(ApiKey::parse)
                    .filter(_ -> directory.current())
                    .flatMap(key -> directory.find(key.id()))
                    .map(ApiKeyEntry::id);
        } catch (OAuth2AuthenticationException e) {
            return Optional.empty();
        }
    }
}
