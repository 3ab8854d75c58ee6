package io.plumbline.console.session;

import io.plumbline.console.api.ServiceUnavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/// Checks with each request that the sign-in is still valid at governance-service, and refreshes the access token
/// before it expires. A user who signed out anywhere, or was disabled, finds every page closed at once. While
/// governance-service does not answer, an unexpired access token suffices.
final class LiveSessions extends OncePerRequestFilter {

    /// Longer than a page takes to render.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Issuer issuer;
    private final SecurityContextRepository contexts;
    private final Clock clock;

    LiveSessions(Issuer issuer, SecurityContextRepository contexts, Clock clock) {
        this.issuer = issuer;
        this.contexts = contexts;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SignIn.isStatic(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ConsoleUser> user = ConsoleUser.current();
        if (user.isPresent()) {
            try {
                Optional<ConsoleUser> live = live(user.get());
                if (live.isEmpty()) {
                    end(request);
                } else if (!live.get().equals(user.get())) {
                    keep(live.get(), request, response);
                }
            } catch (ServiceUnavailable e) {
                if (!clock.instant().isBefore(user.get().tokens().expiresAt())) {
                    response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<ConsoleUser> live(ConsoleUser user) {
        if (clock.instant().isAfter(user.tokens().expiresAt().minus(MARGIN))) {
            return issuer.refresh(user);
        }
        return issuer.isLive(user) ? Optional.of(user) : Optional.empty();
    }

    private void keep(ConsoleUser user, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(user);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
