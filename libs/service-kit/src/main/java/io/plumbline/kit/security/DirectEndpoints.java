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
import java.util.Set;
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

    private final transient DirectPaths paths;
    private final transient ObjectProvider<AuthenticationManager> bearerAuthentication;
    private final transient BearerTokens credentials = new BearerTokens();
    private final transient TenantScope scope;
    private final transient ProblemWriter problems;
    private transient volatile @Nullable AuthenticationManager authentication;

    /// @param bearerAuthentication resolved on the first request because filters are created before it
    DirectEndpoints(
            DirectPaths paths,
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
}
