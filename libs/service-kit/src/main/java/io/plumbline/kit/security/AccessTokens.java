package io.plumbline.kit.security;

import java.net.URI;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/// What makes a token of governance's an access token (RFC 9068): its type and its audience. An ID token is
/// signed by the same key and says the same grants, but it is for the page that somebody signs in to, and opens
/// no API.
public final class AccessTokens {

    /// The header `typ`.
    public static final String TYPE = "at+jwt";

    /// The claim `aud`: every service of the installation.
    public static final String AUDIENCE = "plumbline";

    private AccessTokens() {}

    /// Accepts access tokens of this issuer, within their time.
    public static OAuth2TokenValidator<Jwt> validator(URI issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator(TYPE),
                new JwtAudienceValidator(AUDIENCE),
                new JwtIssuerValidator(issuer.toString()),
                new JwtTimestampValidator());
    }
}
