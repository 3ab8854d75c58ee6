package io.plumbline.governance.user;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request of a browser session the current user instead of the one at sign-in. A revoked grant
/// disappears with the next request. The session of a disabled user ends, and so does a session from before a
/// password change.
public final class SessionUsers extends OncePerRequestFilter {

    private final SignIns signIns;

    public SessionUsers(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInUser signedIn) {
            Optional<SignedInUser> refreshed = signIns.refreshed(signedIn);
            if (refreshed.isPresent()) {
                SecurityContextHolder.setContext(contextOf(refreshed.get(), authentication));
            } else {
                end(request);
            }
        }
        chain.doFilter(request, response);
    }

    private static SecurityContext contextOf(SignedInUser user, Authentication before) {
        user.eraseCredentials();
        UsernamePasswordAuthenticationToken now =
                UsernamePasswordAuthenticationToken.authenticated(user, null, List.copyOf(before.getAuthorities()));
        now.setDetails(before.getDetails());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(now);
        return context;
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
