package io.plumbline.kit.security.credential;

import java.net.URI;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/// Distinguishes access tokens (RFC 9068) of governance-service by type and audience. An ID token is signed by
/// the same key and contains the same grants, but it is meant for the page that the user signs in to and grants
/// no API access.
public final class AccessTokens {

    /// The header `typ`.
    public static final String TYPE = "at+jwt";

    /// The claim `aud`: every service of the installation.
    public static final String AUDIENCE = "plumbline";

    private AccessTokens() {}

    /// Accepts unexpired access tokens of this issuer.
    public static OAuth2TokenValidator<Jwt> validator(URI issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator(TYPE),
                new JwtAudienceValidator(AUDIENCE),
                new JwtIssuerValidator(issuer.toString()),
                new JwtTimestampValidator());
    }
}
