package io.plumbline.kit.security;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.tenancy.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.filter.ServerHttpObservationFilter;

/// The short way to a [DirectEndpoint], past the chain of Spring Security and Spring MVC, which cost more than what
/// some of these calls do. It does what they would do for a caller who may call: identifies them by the same
/// authentication, opens the database for their teams and sets the same headers. Whoever cannot be identified, or has
/// not the permission, takes the long way and is refused there; so nobody gets in here who would not there.
/// Thread-safe.
final class DirectEndpoints extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient ObjectProvider<DirectEndpoint> all;
    private final transient AuthenticationManager bearerAuthentication;
    private final transient BearerTokens credentials = new BearerTokens();
    private final transient TenantScope scope;
    private final transient ProblemWriter problems;
    private transient volatile @Nullable Map<String, DirectEndpoint> endpoints;

    /// @param all asked for with the first request, since filters are made before what answers
    DirectEndpoints(
            ObjectProvider<DirectEndpoint> all,
            AuthenticationManager bearerAuthentication,
            TenantScope scope,
            ProblemWriter problems) {
        this.all = all;
        this.bearerAuthentication = bearerAuthentication;
        this.scope = scope;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DirectEndpoint endpoint = endpoints().get(request.getRequestURI());
        if (endpoint == null || !request.getMethod().equals("POST") || request.getQueryString() != null) {
            chain.doFilter(request, response);
            return;
        }
        Authentication caller = authenticated(request);
        Set<String> teams = Callers.find(caller)
                .map(known -> known.teamsWith(endpoint.permission()))
                .orElse(Set.of());
        if (caller == null || teams.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(endpoint.path()));
        SecurityHeaders.of(request.isSecure()).forEach(response::setHeader);
        serve(endpoint, caller, teams, request, response);
    }

    private void serve(
            DirectEndpoint endpoint,
            Authentication caller,
            Set<String> teams,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
        scope.open(teams);
        try {
            endpoint.serve(request, response);
        } catch (ProblemException e) {
            problems.write(e, request, response);
        } finally {
            scope.close();
            SecurityContextHolder.clearContext();
        }
    }

    private Map<String, DirectEndpoint> endpoints() {
        Map<String, DirectEndpoint> known = endpoints;
        if (known == null) {
            known = all.stream().collect(Collectors.toUnmodifiableMap(DirectEndpoint::path, Function.identity()));
            endpoints = known;
        }
        return known;
    }

    /// Null where the long way has to say what is wrong.
    private @Nullable Authentication authenticated(HttpServletRequest request) {
        try {
            String token = credentials.resolve(request);
            return token == null ? null : bearerAuthentication.authenticate(new BearerTokenAuthenticationToken(token));
        } catch (AuthenticationException e) {
            return null;
        }
    }
}
