package io.plumbline.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// Renders errors of MLflow's paths in its format. The message has everything that the problem would tell in
/// members of its own, for MLflow's clients show only the message.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MlflowProblemRenderer implements ProblemRenderer {

    static final String PATHS = "/api/2.0/mlflow/";

    private final JsonMapper json;

    MlflowProblemRenderer(JsonMapper json) {
        this.json = json;
    }

    /// An error of MLflow's API.
    private record MlflowError(
            @JsonProperty("error_code") MlflowErrorCode code,
            @JsonProperty("message") String message) {}

    @Override
    public boolean renders(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PATHS);
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean isEndpoint =
                request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod;
        MlflowErrorCode code = MlflowErrorCode.of(problem, isEndpoint);
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        switch (code) {
            case UNAUTHENTICATED -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case TEMPORARILY_UNAVAILABLE -> response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            default -> {
                // Needs no header.
            }
        }
        response.getOutputStream().write(json.writeValueAsBytes(new MlflowError(code, message(problem))));
    }

    private static String message(ProblemException problem) {
        StringBuilder message =
                new StringBuilder(problem.type().title()).append(". ").append(problem.getMessage());
        problem.errors()
                .forEach(error -> message.append(' ')
                        .append(error.pointer())
                        .append(' ')
                        .append(error.message())
                        .append('.'));
        if (problem.properties().get("approval") instanceof Map<?, ?> approval) {
            message.append(" Approval: ")
                    .append(approval.get("page"))
                    .append(" (")
                    .append(approval.get("href"))
                    .append(')');
        }
        return message.toString();
    }
}
