package io.plumbline.monitoring.otlp;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Renders errors of OTLP's paths as `google.rpc.Status` in the request's encoding, as OTLP/HTTP requires. Exporters
/// retry 429, 502, 503 and 504, and nothing else.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OtlpProblemRenderer implements ProblemRenderer {

    static final String TRACES = "/v1/traces";
    static final String METRICS = "/v1/metrics";

    @Override
    public boolean renders(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(TRACES) || path.equals(METRICS);
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OtlpEncoding encoding = OtlpEncoding.of(request.getContentType());
        ProblemType type = problem.type();
        HttpStatus status = type.status();
        response.setStatus(status.value());
        response.setContentType(encoding.mediaType());
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        response.getOutputStream().write(encoding.status(code(status), type.title() + ". " + problem.getMessage()));
    }

    /// Returns the code of gRPC for a status.
    ///
    /// @see <a href="https://grpc.io/docs/guides/status-codes/">Status codes of gRPC</a>
    static int code(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> 16;
            case FORBIDDEN -> 7;
            case NOT_FOUND -> 5;
            case CONTENT_TOO_LARGE, TOO_MANY_REQUESTS -> 8;
            case SERVICE_UNAVAILABLE -> 14;
            case INTERNAL_SERVER_ERROR -> 13;
            case METHOD_NOT_ALLOWED -> 12;
            default -> 3;
        };
    }
}
