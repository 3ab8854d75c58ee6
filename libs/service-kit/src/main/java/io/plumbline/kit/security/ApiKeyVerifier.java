package io.plumbline.kit.security;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.kit.security.credential.ApiKeyDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Authenticates API keys. Unknown, wrong, expired and revoked keys get the same response.
final class ApiKeyVerifier implements AuthenticationManager {

    private final ApiKeyDirectory directory;
    private final Clock clock;

    ApiKeyVerifier(ApiKeyDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String token = ((BearerTokenAuthenticationToken) authentication).getToken();
        if (!directory.current()) {
            throw new AuthenticationServiceException("The directory of API keys is not available.");
        }
        ApiKey key = ApiKey.parse(token).orElseThrow(ApiKeyVerifier::refused);
        ApiKeyEntry entry = directory.find(key.id()).orElseThrow(ApiKeyVerifier::refused);
        Instant now = clock.instant();
        if (entry.revoked() || isPast(entry.expiresAt(), now) || !matches(key, entry, now)) {
            throw refused();
        }
        Role role = Role.ofCode(entry.role()).orElseThrow(ApiKeyVerifier::refused);
        return new CallerAuthentication(new Caller(
                Caller.ActorType.API_KEY,
                entry.id(),
                Map.of(entry.team(), EnumSet.of(role)),
                Set.copyOf(entry.scopes()),
                Set.copyOf(entry.routes())));
    }

    private static boolean matches(ApiKey key, ApiKeyEntry entry, Instant now) {
        String previous = entry.previousSecretSha256();
        return key.matches(entry.secretSha256())
                || (previous != null
                        && entry.previousValidUntil() != null
                        && !isPast(entry.previousValidUntil(), now)
                        && key.matches(previous));
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }

    private static BadCredentialsException refused() {
        return new BadCredentialsException("The API key is not valid.");
    }
}
