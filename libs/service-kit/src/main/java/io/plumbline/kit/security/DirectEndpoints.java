package io.plumbline.kit.security;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.credential.BearerTokens;
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

/// The short path to a [DirectEndpoint]. It bypasses Spring Security and Spring MVC, which cost more than some of
/// these calls. For an authorised caller it does the same as they do: it authenticates, sets the tenancy and sets
/// the same headers. An unauthenticated or unauthorised request takes the normal path and is refused there, so
/// this path grants no additional access. Thread-safe.
final class DirectEndpoints extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Paths paths;
    private final transient ObjectProvider<AuthenticationManager> bearerAuthentication;
    private final transient BearerTokens credentials = new BearerTokens();
    private final transient TenantScope scope;
    private final transient ProblemWriter problems;
    private transient volatile @Nullable AuthenticationManager authentication;

    /// @param bearerAuthentication resolved on the first request because filters are created before it
    DirectEndpoints(
            Paths paths,
            ObjectProvider<AuthenticationManager> bearerAuthentication,
            TenantScope scope,
            ProblemWriter problems) {
        this.paths = paths;
        this.bearerAuthentication = bearerAuthentication;
        this.scope = scope;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DirectEndpoint endpoint = paths.find(request);
        if (endpoint == null) {
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
        SecurityHeaders.of(request.isSecure()).forEach(response::addHeader); // None of them is there yet.
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

    private AuthenticationManager authentication() {
        AuthenticationManager known = authentication;
        if (known == null) {
            known = bearerAuthentication.getObject();
            authentication = known;
        }
        return known;
    }

    /// Returns null if the normal path must report the error.
    private @Nullable Authentication authenticated(HttpServletRequest request) {
        try {
            String token = credentials.resolve(request);
            return token == null ? null : authentication().authenticate(new BearerTokenAuthenticationToken(token));
        } catch (AuthenticationException e) {
            return null;
        }
    }

    /// Matches requests to [DirectEndpoint]s. Thread-safe.
    static final class Paths {

        private final ObjectProvider<DirectEndpoint> all;
        private volatile @Nullable Map<String, DirectEndpoint> byPath;

        /// @param all resolved on the first request because filters are created before the endpoints
        Paths(ObjectProvider<DirectEndpoint> all) {
            this.all = all;
        }

        /// Returns null for any other request.
        @Nullable
        DirectEndpoint find(HttpServletRequest request) {
            DirectEndpoint endpoint = byPath().get(request.getRequestURI());
            return endpoint != null && request.getMethod().equals("POST") && request.getQueryString() == null
                    ? endpoint
                    : null;
        }

        private Map<String, DirectEndpoint> byPath() {
            Map<String, DirectEndpoint> known = byPath;
            if (known == null) {
                known = all.stream().collect(Collectors.toUnmodifiableMap(DirectEndpoint::path, Function.identity()));
                byPath = known;
            }
            return known;
        }
    }
}
