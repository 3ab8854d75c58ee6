package io.plumbline.governance.token;

import io.plumbline.kit.problem.ProblemObserver;
import io.plumbline.kit.security.AccessProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts clients refused by the token endpoint among the denied requests. Spring's server renders those
/// responses itself, as OAuth errors.
final class RefusedClients extends OncePerRequestFilter {

    private final ProblemObserver observer;

    RefusedClients(ProblemObserver observer) {
        this.observer = observer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            observer.answered(AccessProblem.UNAUTHENTICATED.because("The client id or secret is wrong."), request);
        }
    }
}
