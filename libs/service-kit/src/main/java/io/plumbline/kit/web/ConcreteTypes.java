package io.plumbline.kit.web;

import io.plumbline.kit.problem.ProblemAdvice;
import io.plumbline.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a body with a wildcard media type: Spring treats `Content-Type: */*` as a server error.
final class ConcreteTypes extends OncePerRequestFilter {

    private final ProblemWriter problems;

    ConcreteTypes(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type != null && type.indexOf('*') >= 0 && !type.startsWith("multipart/")) {
            problems.write(ProblemAdvice.ofStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
