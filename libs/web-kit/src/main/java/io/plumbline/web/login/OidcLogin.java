package io.plumbline.web.login;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.security.PublicPaths;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.web.PageHeaders;
import io.plumbline.web.PageRequests;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/// Signs people in at governance-service by authorization code with PKCE (RFC 7636) and keeps the grants of the
/// ID token in the session. When the token expires, the browser is redirected again, and governance-service
/// answers without a prompt while its own session lasts. So a revoked grant disappears everywhere within the
/// lifetime of a token.
@Configuration(proxyBeanMethods = false)
public class OidcLogin {

    private static final String REGISTRATION = "plumbline";
    private static final String START = "/oauth2/authorization/" + REGISTRATION;

    @Bean
    ClientRegistrationRepository clientRegistrations(ServiceProperties service, SecurityProperties security) {
        String inner = service.urlOf("governance").toString();
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(service.service() + "-service")
                .clientSecret(security.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(service.publicUrl() + "/login/oauth2/code/" + REGISTRATION)
                .scope("openid")
                .authorizationUri(security.issuer() + "/oauth2/authorize")
                .tokenUri(inner + "/oauth2/token")
                .jwkSetUri(security.jwksUri().toString())
                .issuerUri(security.issuer().toString())
                .userNameAttributeName("sub")
                .build());
    }

    @Bean
    @Order(10)
    SecurityFilterChain pageChain(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            SecurityProperties security,
            ObjectProvider<PublicPaths> publicPaths,
            Clock clock) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registrations);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        String[] open = publicPaths
                .orderedStream()
                .flatMap(paths -> paths.patterns().stream())
                .toArray(String[]::new);
        return http.securityMatcher(new PageRequests())
                .headers(new PageHeaders(security.issuer().toString()))
                .authorizeHttpRequests(requestsAllowed -> requestsAllowed
                        .requestMatchers(open)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage(START)
                        .successHandler(SavedPages.afterSignIn())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                        .userInfoEndpoint(
                                user -> user.oidcUserService(request -> new SignedInUser(request.getIdToken()))))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(START)))
                .addFilterBefore(new EndedTokens(clock), AuthorizationFilter.class)
                .logout(logout -> logout.logoutSuccessUrl(security.issuer() + "/logout"))
                .build();
    }
}
