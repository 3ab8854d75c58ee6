package io.plumbline.kit.security.credential;

import io.plumbline.clients.governance.ApiKeyEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/// Identifies the API key that a refused request named: a revoked or expired key, or one with a wrong secret.
/// Returns only ids of existing keys, so the result is safe for counting. Thread-safe.
public final class NamedApiKeys {

    private final ApiKeyDirectory directory;
    private final BearerTokens credentials = new BearerTokens();

    public NamedApiKeys(ApiKeyDirectory directory) {
        this.directory = directory;
    }

    /// Returns the id of the key.
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
