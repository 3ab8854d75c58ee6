package io.plumbline.governance.token;

import io.plumbline.governance.token.AuthorizationCodes.PendingCode;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.util.StringUtils;

/// Stores only the part of an authorization that the redemption of its code or refresh token needs, and none of the
/// other tokens: they are signed, live five minutes, and are neither introspected nor revoked.
/// `JdbcOAuth2AuthorizationService` would store codes and tokens in plain text, and one row per token of each
/// service.
final class PendingAuthorizations implements OAuth2AuthorizationService {

    private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);

    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final RegisteredClientRepository clients;
    private final String authorizationUri;

    PendingAuthorizations(
            AuthorizationCodes codes, RefreshTokens refreshTokens, RegisteredClientRepository clients, String issuer) {
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.clients = clients;
        this.authorizationUri = issuer + "/oauth2/authorize";
    }

    /// Called after a code was created, after it was redeemed or invalidated, after a refresh, and after client
    /// credentials. A refresh token does not change when it is used.
    ///
    /// @throws OAuth2AuthenticationException if somebody else redeemed the code concurrently
    @Override
    public void save(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code == null) {
            return;
        }
        String value = code.getToken().getTokenValue();
        if (authorization.getAccessToken() == null && !code.isInvalidated()) {
            codes.insert(value, pending(authorization, code.getToken()));
        } else if (!codes.redeem(value)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        } else if (authorization.getRefreshToken() != null) {
            OAuth2RefreshToken refresh = authorization.getRefreshToken().getToken();
            refreshTokens.insert(refresh.getTokenValue(), held(authorization, refresh));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code != null) {
            codes.redeem(code.getToken().getTokenValue());
        }
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type != null && CODE.equals(type)) {
            return codes.find(token)
                    .map(pending -> authorization(token, pending))
                    .orElse(null);
        }
        // Introspection names no type.
        return type == null || OAuth2TokenType.REFRESH_TOKEN.equals(type)
                ? refreshTokens
                        .find(token)
                        .map(held -> authorization(token, held))
                        .orElse(null)
                : null;
    }

    private static RefreshTokens.Held held(OAuth2Authorization authorization, OAuth2RefreshToken token) {
        return new RefreshTokens.Held(
                authorization.getRegisteredClientId(),
                UUID.fromString(authorization.getPrincipalName()),
                String.join(" ", authorization.getAuthorizedScopes()),
                Objects.requireNonNull(token.getIssuedAt()),
                Objects.requireNonNull(token.getExpiresAt()));
    }

    /// The ID token only says whose it was: the next one takes over its session and time of sign-in.
    private @Nullable OAuth2Authorization authorization(String token, RefreshTokens.Held held) {
        RegisteredClient client = clients.findByClientId(held.clientId());
        if (client == null) {
            return null;
        }
        String user = held.userId().toString();
        OidcIdToken before = OidcIdToken.withTokenValue(user)
                .subject(user)
                .issuedAt(held.issuedAt())
                .expiresAt(held.expiresAt())
                .build();
        return OAuth2Authorization.withRegisteredClient(client)
                .principalName(user)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(Set.of(StringUtils.delimitedListToStringArray(held.scopes(), " ")))
                .token(new OAuth2RefreshToken(token, held.issuedAt(), held.expiresAt()))
                .token(
                        before,
                        metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, before.getClaims()))
                .attribute(
                        Principal.class.getName(),
                        UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()))
                .build();
    }

    private static PendingCode pending(OAuth2Authorization authorization, OAuth2AuthorizationCode code) {
        OAuth2AuthorizationRequest request =
                Objects.requireNonNull(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
        Map<String, Object> parameters = request.getAdditionalParameters();
        Object nonce = parameters.get(OidcParameterNames.NONCE);
        return new PendingCode(
                request.getClientId(),
                UUID.fromString(authorization.getPrincipalName()),
                String.valueOf(request.getRedirectUri()),
                String.join(" ", authorization.getAuthorizedScopes()),
                nonce == null ? null : nonce.toString(),
                String.valueOf(parameters.get(PkceParameterNames.CODE_CHALLENGE)),
                Objects.requireNonNull(code.getIssuedAt()),
                Objects.requireNonNull(code.getExpiresAt()));
    }

    private @Nullable OAuth2Authorization authorization(String code, PendingCode pending) {
        RegisteredClient client = clients.findByClientId(pending.clientId());
        if (client == null) {
            return null;
        }
        Instant issuedAt = pending.issuedAt();
        Set<String> scopes = Set.of(StringUtils.delimitedListToStringArray(pending.scopes(), " "));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(PkceParameterNames.CODE_CHALLENGE, pending.codeChallenge());
        parameters.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
        if (pending.nonce() != null) {
            parameters.put(OidcParameterNames.NONCE, pending.nonce());
        }
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(authorizationUri)
                .clientId(pending.clientId())
                .redirectUri(pending.redirectUri())
                .scopes(scopes)
                .additionalParameters(parameters)
                .build();
        String user = pending.userId().toString();
        return OAuth2Authorization.withRegisteredClient(client)
                .principalName(user)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(scopes)
                .token(new OAuth2AuthorizationCode(code, issuedAt, pending.expiresAt()))
                .attribute(OAuth2AuthorizationRequest.class.getName(), request)
                .attribute(
                        Principal.class.getName(),
                        UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()))
                .build();
    }
}
