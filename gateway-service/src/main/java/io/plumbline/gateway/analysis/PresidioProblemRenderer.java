package io.plumbline.gateway.analysis;

import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Renders errors of Presidio's paths in its format: `{"error": "…"}`.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PresidioProblemRenderer implements ProblemRenderer {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]");
    private static final Set<String> PATHS = Set.of(
            "/analyze",
            "/anonymize",
            "/deanonymize",
            "/supportedentities",
            "/recognizers",
            "/anonymizers",
            "/deanonymizers");

    @Override
    public boolean renders(HttpServletRequest request) {
        return PATHS.contains(request.getRequestURI());
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(problem.type().status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        if (problem.type().status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        StringBuilder error = new StringBuilder(String.valueOf(problem.getMessage()));
        problem.errors()
                .forEach(each -> error.append(' ')
                        .append(onTheWire(each.pointer()))
                        .append(": ")
                        .append(each.message())
                        .append('.'));
        JsonNode body = JsonNodeFactory.instance.objectNode().put("error", error.toString());
        response.getOutputStream().write(WireJson.bytes(body));
    }

    /// Converts `/analyzerResults/0/entityType` to `/analyzer_results/0/entity_type`, the names of Presidio's
    /// fields.
    private static String onTheWire(String pointer) {
        return HUMP.matcher(pointer).replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
    }
}
