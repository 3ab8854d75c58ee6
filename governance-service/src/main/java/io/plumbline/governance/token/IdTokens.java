package io.plumbline.governance.token;

import io.plumbline.kit.security.SecurityProperties;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/// Reads ID tokens that clients present to sign a user out. An expired token is valid for this: the session it
/// began in may last longer.
@Component
public class IdTokens {

    private final NimbusJwtDecoder decoder;

    IdTokens(SigningKeys keys, SecurityProperties security) {
        decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(new JwtIssuerValidator(security.issuer().toString()));
    }

    /// @param clientId the client to which the token was issued
    public record Hint(UUID userId, String clientId) {}

    /// Returns the content of a token that this server signed.
    public Optional<Hint> read(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return Optional.of(new Hint(
                    UUID.fromString(jwt.getSubject()),
                    Objects.requireNonNull(jwt.getAudience()).getFirst()));
        } catch (BadJwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
