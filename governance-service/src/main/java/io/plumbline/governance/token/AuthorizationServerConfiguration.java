package io.plumbline.governance.token;

import io.plumbline.governance.user.SessionUsers;
import io.plumbline.governance.user.SignIns;
import io.plumbline.governance.user.TemporaryPasswords;
import io.plumbline.kit.problem.ProblemObserver;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.security.credential.AccessTokens;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.web.PageHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/// The authorization server: tokens for services by client credentials, and page sign-in by code and PKCE. A client
/// with an address for signing out also gets a refresh token, and asks by introspection whether the sign-in is
/// still valid. Other features of Spring's server are neither reachable nor announced.
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);
    /// A working day. After it, the user signs in again.
    private static final Duration REFRESH_LIFETIME = Duration.ofHours(12);
    private static final String END_SESSION = "/connect/logout";
    private static final String[] ENDPOINTS = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/introspect",
        "/oauth2/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server"
    };
    private static final List<String> ABSENT = List.of(
            "userinfo_endpoint",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported",
            "device_authorization_endpoint",
            "pushed_authorization_request_endpoint",
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported");

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerChain(
            HttpSecurity http, SignIns signIns, PlatformClientProperties clients, ProblemObserver denials) {
        return http.securityMatcher(ENDPOINTS)
                .oauth2AuthorizationServer(server -> server.clientAuthentication(authentication ->
                                authentication.authenticationProviders(providers -> {
                                    for (var provider : providers) {
                                        if (provider instanceof ClientSecretAuthenticationProvider secrets) {
                                            secrets.setPasswordEncoder(new ClientSecretDigest());
                                        }
                                    }
                                }))
                        .authorizationServerMetadataEndpoint(metadata -> metadata.authorizationServerMetadataCustomizer(
                                document -> document.claims(AuthorizationServerConfiguration::announce)))
                        .oidc(oidc ->
                                oidc.providerConfigurationEndpoint(metadata -> metadata.providerConfigurationCustomizer(
                                        document -> document.claims(AuthorizationServerConfiguration::announce)))))
                .headers(new PageHeaders(clients.redirectOrigins()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .addFilterBefore(new RefusedClients(denials), SecurityContextHolderFilter.class)
                .addFilterAfter(new TemporaryPasswords(), SecurityContextHolderFilter.class)
                .addFilterBefore(new SessionUsers(signIns), AuthorizationFilter.class)
                .build();
    }

    private static void announce(Map<String, Object> claims) {
        ABSENT.forEach(claims::remove);
        claims.put(
                "grant_types_supported",
                List.of(
                        AuthorizationGrantType.AUTHORIZATION_CODE.getValue(),
                        AuthorizationGrantType.REFRESH_TOKEN.getValue(),
                        AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()));
        claims.put("end_session_endpoint", claims.get("issuer") + END_SESSION);
        claims.put(
                "token_endpoint_auth_methods_supported",
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue()));
        claims.put(
                "introspection_endpoint_auth_methods_supported",
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue()));
    }

    @Bean
    RegisteredClientRepository registeredClients(PlatformClientProperties clients) {
        List<RegisteredClient> registered = new ArrayList<>();
        clients.clients().forEach((id, client) -> registered.add(registered(id, client)));
        return new InMemoryRegisteredClientRepository(registered);
    }

    private static RegisteredClient registered(String id, PlatformClientProperties.PlatformClient client) {
        RegisteredClient.Builder registered = RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(ApiKey.sha256(client.secret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(GrantClaims.LIFETIME)
                        .authorizationCodeTimeToLive(CODE_LIFETIME)
                        .refreshTokenTimeToLive(REFRESH_LIFETIME)
                        .reuseRefreshTokens(true)
                        .build());
        if (client.redirectUri() != null) {
            registered
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(client.redirectUri().toString())
                    .scope(OidcScopes.OPENID);
        }
        if (client.postLogoutRedirectUri() != null) {
            registered.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
        }
        return registered.build();
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            RegisteredClientRepository clients,
            SecurityProperties security) {
        return new PendingAuthorizations(
                codes, refreshTokens, clients, security.issuer().toString());
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(SecurityProperties security) {
        return AuthorizationServerSettings.builder()
                .issuer(security.issuer().toString())
                .build();
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(keys::signing);
        return encoder;
    }

    /// Governance-service knows its own keys and fetches none.
    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, SecurityProperties security) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(AccessTokens.validator(security.issuer()));
        return decoder;
    }
}
