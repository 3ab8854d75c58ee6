package io.plumbline.governance.user;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.filter.OncePerRequestFilter;

/// Leads a user with a temporary password to the page that replaces it, from every other page and from clients
/// that sign people in here. Must run before the authorization endpoint, which answers without the rest of the
/// chain.
public final class TemporaryPasswords extends OncePerRequestFilter {

    /// The page that replaces a temporary password.
    public static final String PAGE = "/login/password";

    private static final List<String> OPEN =
            List.of(PAGE, "/logout", "/connect/logout", "/web-kit/", "/favicon.ico", "/error", "/oauth2/token");

    private final HttpSessionRequestCache requests = new HttpSessionRequestCache();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OPEN.stream().anyMatch(request.getServletPath()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedInUser user
                && user.mustChangePassword()) {
            requests.saveRequest(request, response);
            response.sendRedirect(PAGE);
            return;
        }
        chain.doFilter(request, response);
    }
}
