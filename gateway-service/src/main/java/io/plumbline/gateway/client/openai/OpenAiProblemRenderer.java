package io.plumbline.gateway.client.openai;

import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Renders errors of `/v1` in OpenAI's format. The problem properties `retry-after`, `retry-after-ms`,
/// `x-should-retry` and `x-ratelimit-*` become headers, by which clients wait and retry.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class OpenAiProblemRenderer implements ProblemRenderer {

    static final String PATHS = "/v1/";

    private static final Set<String> HEADERS = Set.of("retry-after", "retry-after-ms", "x-should-retry");

    @Override
    public boolean renders(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PATHS);
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(problem.type().status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        if (problem.type().status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        problem.properties().forEach((name, value) -> {
            if (HEADERS.contains(name) || name.startsWith("x-ratelimit-")) {
                response.setHeader(name, value.toString());
            }
        });
        response.getOutputStream().write(WireJson.bytes(OpenAiErrors.of(problem)));
    }
}
