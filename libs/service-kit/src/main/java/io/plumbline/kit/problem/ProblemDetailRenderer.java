package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Renders `application/problem+json` for every path without another error shape.
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemDetailRenderer implements ProblemRenderer {

    private final JsonMapper json;

    public ProblemDetailRenderer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean renders(HttpServletRequest request) {
        return true;
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemType type = problem.type();
        String detail = problem.getMessage();
        response.setStatus(type.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (type.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (type.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        Problem body = new Problem(
                "/problems/" + type.slug(),
                type.title(),
                type.status().value(),
                detail == null ? type.title() : detail,
                request.getRequestURI(),
                ProblemWriter.currentTraceId(),
                problem.errors(),
                problem.properties());
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
