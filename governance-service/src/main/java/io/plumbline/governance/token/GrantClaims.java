package io.plumbline.governance.token;

import io.plumbline.governance.user.SignIns;
import io.plumbline.governance.user.SignedInUser;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.TokenGrants;
import io.plumbline.kit.security.credential.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/// Adds the holder's grants to each token, including ID tokens: the current grants, not those at sign-in. Only ID
/// tokens, which go to no service but the client, contain the user's name.
@Component
class GrantClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final SignIns signIns;

    GrantClaims(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().type(AccessTokens.TYPE);
            context.getClaims().audience(List.of(AccessTokens.AUDIENCE));
        }
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            put(context, Caller.ActorType.SERVICE, Map.of(Caller.EVERY_TEAM, Set.of(Role.SERVICE)));
        } else {
            SignedInUser user = signIns.current(
                            UUID.fromString(principal(context).getName()))
                    .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
            put(context, Caller.ActorType.USER, user.caller().grants());
            if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
                signIns.nameOf(user.id())
                        .ifPresent(name -> context.getClaims().claim(StandardClaimNames.PREFERRED_USERNAME, name));
            }
        }
    }

    private static Authentication principal(JwtEncodingContext context) {
        return Objects.requireNonNull(context.<Authentication>getPrincipal(), "every token is somebody's");
    }

    private static void put(JwtEncodingContext context, Caller.ActorType type, Map<String, Set<Role>> grants) {
        context.getClaims().claim(TokenGrants.ACTOR_TYPE, type.name());
        context.getClaims().claim(TokenGrants.GRANTS, TokenGrants.claimOf(grants));
        // An ID token would live half an hour.
        context.getClaims().claims(claims -> {
            if (claims.get("iat") instanceof Instant issuedAt) {
                claims.put("exp", issuedAt.plus(LIFETIME));
            }
        });
    }
}
