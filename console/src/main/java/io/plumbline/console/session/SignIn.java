package io.plumbline.console.session;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.ConsoleProperties;
import io.plumbline.console.api.RemoteService;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.web.PageHeaders;
import io.plumbline.web.login.SavedPages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/// Signs people in at governance-service by authorization code with PKCE, and out by RP-initiated logout. Tokens
/// are kept in the session on the server. A console that was restarted sends the browser to governance-service,
/// which answers without a prompt while its own session lasts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SignIn {

    static final String CLIENT = "console";

    /// Longer than a lunch break. The refresh token ends a sign-in after a working day in any case.
    private static final Duration SIGNED_IN = Duration.ofHours(1);

    private static final String REGISTRATION = "plumbline";
    private static final String START = "/oauth2/authorization/" + REGISTRATION;
    private static final String SIGNED_OUT = "/signed-out";
    private static final String[] OPEN = {
        "/web-kit/**",
        "/console/**",
        "/webjars/**",
        "/favicon.ico",
        SIGNED_OUT,
        "/error",
        "/actuator/health/liveness",
        "/actuator/health/readiness"
    };

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApiClients apiClients(ConsoleProperties properties, ObjectProvider<RestClient.Builder> builders) {
        return new ApiClients(
                properties,
                builders::getObject,
                () -> ConsoleUser.current().map(ConsoleUser::accessToken).orElse(null));
    }

    @Bean
    ClientRegistrationRepository clientRegistrations(ConsoleProperties console, SecurityProperties security) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(CLIENT)
                .clientSecret(security.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(console.publicUrl() + "/login/oauth2/code/" + REGISTRATION)
                .scope("openid")
                .authorizationUri(security.issuer() + "/oauth2/authorize")
                .tokenUri(console.urlOf(RemoteService.GOVERNANCE) + "/oauth2/token")
                .jwkSetUri(security.jwksUri().toString())
                .issuerUri(security.issuer().toString())
                .userNameAttributeName("sub")
                .build());
    }

    @Bean
    Issuer issuer(
            ApiClients clients, ClientRegistrationRepository registrations, SecurityProperties security, Clock clock) {
        ClientRegistration registration =
                Objects.requireNonNull(registrations.findByRegistrationId(REGISTRATION), REGISTRATION);
        return new Issuer(clients, new OidcIdTokenDecoderFactory().createDecoder(registration), security, clock);
    }

    @Bean
    SecurityFilterChain consoleChain(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            ConsoleProperties console,
            SecurityProperties security,
            Issuer issuer,
            Clock clock) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registrations);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
        OAuth2AuthorizedClientRepository clients = new HttpSessionOAuth2AuthorizedClientRepository();
        return http.headers(new PageHeaders(security.issuer().toString()))
                .authorizeHttpRequests(allowed -> allowed.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((authentication, _) ->
                                new AuthorizationDecision(mayReadTelemetry(authentication.get())))
                        // A page also checks the permission that its handler declares (WebSetup).
                        .anyRequest()
                        .authenticated())
                .securityContext(context -> context.securityContextRepository(contexts))
                .oauth2Login(login -> login.loginPage(START)
                        .authorizedClientRepository(clients)
                        .successHandler(keepingTokens(clients, contexts))
                        .failureUrl(SIGNED_OUT + "?failed")
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                        .userInfoEndpoint(user -> user.oidcUserService(
                                request -> new DefaultOidcUser(java.util.Set.of(), request.getIdToken()))))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(START)))
                .addFilterBefore(new LiveSessions(issuer, contexts, clock), AuthorizationFilter.class)
                .logout(logout -> logout.logoutUrl("/sign-out")
                        .deleteCookies("plumbline_console")
                        .logoutSuccessHandler((_, response, authentication) -> response.sendRedirect(
                                endOfSession(security.issuer(), console.publicUrl() + SIGNED_OUT, authentication))))
                .build();
    }

    private static boolean mayReadTelemetry(Authentication authentication) {
        return authentication instanceof ConsoleUser user
                && !user.caller().teamsWith(Permission.TELEMETRY_READ).isEmpty();
    }

    /// Whether the path leads to a file of the layout, which every visitor may have.
    static boolean isStatic(String path) {
        return path.startsWith("/web-kit/") || path.startsWith("/console/") || path.startsWith("/webjars/");
    }

    /// Replaces the session's generic authentication by the user with their tokens.
    private static AuthenticationSuccessHandler keepingTokens(
            OAuth2AuthorizedClientRepository clients, SecurityContextRepository contexts) {
        AuthenticationSuccessHandler toSavedPage = SavedPages.afterSignIn();
        return (request, response, authentication) -> {
            ConsoleUser user = user(clients, authentication, request);
            clients.removeAuthorizedClient(REGISTRATION, authentication, request, response);
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(user);
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
            request.getSession().setMaxInactiveInterval((int) SIGNED_IN.toSeconds());
            toSavedPage.onAuthenticationSuccess(request, response, user);
        };
    }

    private static ConsoleUser user(
            OAuth2AuthorizedClientRepository clients, Authentication authentication, HttpServletRequest request) {
        OAuth2AuthorizedClient client = Objects.requireNonNull(
                clients.loadAuthorizedClient(REGISTRATION, authentication, request), "signed in without tokens");
        OidcUser signedIn = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
        SessionTokens tokens = new SessionTokens(
                client.getAccessToken().getTokenValue(),
                Objects.requireNonNull(client.getAccessToken().getExpiresAt()),
                Objects.requireNonNull(client.getRefreshToken(), "the console gets refresh tokens")
                        .getTokenValue(),
                signedIn.getIdToken().getTokenValue());
        return ConsoleUser.of(signedIn.getClaims(), tokens);
    }

    private static String endOfSession(
            URI issuer, String next, @org.jspecify.annotations.Nullable Authentication authentication) {
        if (!(authentication instanceof ConsoleUser user)) {
            return SIGNED_OUT;
        }
        return UriComponentsBuilder.fromUri(issuer)
                .path("/connect/logout")
                .queryParam("id_token_hint", user.tokens().id())
                .queryParam("client_id", CLIENT)
                .queryParam("post_logout_redirect_uri", "{next}")
                .encode()
                .buildAndExpand(next)
                .toUriString();
    }
}
