package io.plumbline.kit.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.credential.AccessTokens;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.kit.security.credential.ApiKeyDirectory;
import io.plumbline.kit.security.credential.BearerTokens;
import io.plumbline.kit.security.credential.NamedApiKeys;
import io.plumbline.kit.tenancy.TenantScope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.ServerHttpObservationFilter;

/// The filter chain for all requests that no other chain of the service matches. It accepts bearer credentials
/// and has no session, hence no CSRF protection. Everything requires a credential unless listed in a
/// [PublicPaths]. [PermissionInterceptor] decides per handler what a caller may do.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityConfiguration {

    /// After the web filters that every request passes.
    private static final int AFTER_LIMITS = Ordered.HIGHEST_PRECEDENCE + 40;

    /// Disables the measurement of each Spring Security filter, which no one reads and every request would pay for.
    @Bean
    static SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PublicPaths openPaths() {
        return PublicPaths.of(
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/v3/api-docs",
                "/v3/api-docs/**",
                "/v3/api-docs.yaml",
                "/docs",
                "/docs/**",
                "/error");
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties properties, RestTemplateBuilder requests) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        properties.jwksUri().toString())
                .validateType(false)
                .restOperations(requests.build())
                .build();
        decoder.setJwtValidator(AccessTokens.validator(properties.issuer()));
        return decoder;
    }

    @Bean
    DirectEndpoints.Paths directPaths(ObjectProvider<DirectEndpoint> endpoints) {
        return new DirectEndpoints.Paths(endpoints);
    }

    /// Replaces Spring Boot's filter, which backs off for a bean of this type, at the same position.
    @Bean
    FilterRegistrationBean<ServerHttpObservationFilter> requestObservation(
            ObservationRegistry observations,
            DirectEndpoints.Paths paths,
            MeterRegistry meters,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        FilterRegistrationBean<ServerHttpObservationFilter> registration =
                new FilterRegistrationBean<>(new DirectObservation(
                        observations,
                        paths,
                        meters,
                        tracer.getIfAvailable(() -> Tracer.NOOP),
                        propagator.getIfAvailable(() -> Propagator.NOOP)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return registration;
    }

    /// After the request has its id and limits, and before Spring Security.
    @Bean
    FilterRegistrationBean<DirectEndpoints> directEndpoints(
            DirectEndpoints.Paths paths,
            ObjectProvider<AuthenticationManager> bearerAuthentication,
            TenantScope scope,
            ProblemWriter problems) {
        FilterRegistrationBean<DirectEndpoints> registration =
                new FilterRegistrationBean<>(new DirectEndpoints(paths, bearerAuthentication, scope, problems));
        registration.setOrder(AFTER_LIMITS);
        return registration;
    }

    @Bean
    NamedApiKeys namedApiKeys(ApiKeyDirectory keys) {
        return new NamedApiKeys(keys);
    }

    /// Verifies a bearer credential of either type. Spring Security also calls it as the last resort of every
    /// chain about authentications that the chain refused; it declines those.
    @Bean
    AuthenticationManager bearerAuthentication(JwtDecoder decoder, ApiKeyDirectory keys, Clock clock) {
        JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
        tokens.setJwtAuthenticationConverter(jwt -> new CallerAuthentication(TokenGrants.callerOf(jwt.getClaims())));
        ApiKeyVerifier apiKeys = new ApiKeyVerifier(keys, clock);
        return authentication -> {
            if (!(authentication instanceof BearerTokenAuthenticationToken bearer)) {
                throw new ProviderNotFoundException("not a bearer credential");
            }
            try {
                return bearer.getToken().startsWith(ApiKey.PREFIX)
                        ? apiKeys.authenticate(bearer)
                        : tokens.authenticate(bearer);
            } catch (AuthenticationServiceException e) {
                throw new IdentityUnavailableException(e);
            }
        };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            AuthenticationManager bearerAuthentication,
            ObjectProvider<PublicPaths> publicPaths,
            ProblemWriter problems) {
        String[] open = publicPaths
                .orderedStream()
                .flatMap(paths -> paths.patterns().stream())
                .toArray(String[]::new);
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives(SecurityHeaders.CONTENT_SECURITY_POLICY)))
                .authorizeHttpRequests(requests -> requests.requestMatchers(open)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((authentication, _) -> new AuthorizationDecision(Callers.find(authentication.get())
                                .map(caller -> !caller.teamsWith(Permission.TELEMETRY_READ)
                                        .isEmpty())
                                .orElse(false)))
                        .anyRequest()
                        .access((authentication, _) -> new AuthorizationDecision(
                                Callers.find(authentication.get()).isPresent())))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new BearerTokens())
                        .authenticationManagerResolver(_ -> bearerAuthentication)
                        .authenticationEntryPoint(
                                (request, response, e) -> problems.write(refusal(request, e), request, response)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, e) -> problems.write(refusal(request, e), request, response))
                        // All but /actuator is denied by PermissionInterceptor.
                        .accessDeniedHandler((request, response, e) -> problems.write(
                                AccessProblem.withoutPermission(Permission.TELEMETRY_READ), request, response)))
                .build();
    }

    private static ProblemException refusal(HttpServletRequest request, AuthenticationException e) {
        if (e instanceof IdentityUnavailableException) {
            return AccessProblem.IDENTITY_UNAVAILABLE.because(
                    "governance-service has not answered recently. Try again in a moment.");
        }
        String apiKey = request.getHeader("x-api-key");
        return AccessProblem.UNAUTHENTICATED.because(
                request.getHeader("Authorization") == null && (apiKey == null || apiKey.isBlank())
                        ? "Send Authorization: Bearer with an API key or a token."
                        : "The credential is invalid, expired or revoked.");
    }

    /// Authentication is currently unavailable. Spring's own exception type would propagate to the container as
    /// an internal error, so this type differs.
    private static final class IdentityUnavailableException extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        IdentityUnavailableException(AuthenticationServiceException cause) {
            super("credentials cannot be checked now", cause);
        }
    }
}
