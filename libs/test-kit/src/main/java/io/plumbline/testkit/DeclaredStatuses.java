package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;

/// Fails a test whose request succeeds with a status that the service's OpenAPI description does not list for the
/// operation. Every integration test thereby checks the description.
final class DeclaredStatuses implements ClientHttpRequestInterceptor {

    private final Supplier<Description> description;

    DeclaredStatuses(Supplier<Description> description) {
        this.description = description;
    }

    /// A service's OpenAPI description.
    ///
    /// @param paths by pattern, as in the document
    /// @param patterns the same patterns
    record Description(JsonNode paths, List<PathPattern> patterns) {

        static Description of(JsonNode document) {
            PathPatternParser parser = new PathPatternParser();
            JsonNode paths = document.path("paths");
            return new Description(
                    paths, paths.propertyNames().stream().map(parser::parse).toList());
        }
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        ClientHttpResponse response = execution.execute(request, body);
        HttpStatusCode status = response.getStatusCode();
        String path = request.getURI().getPath();
        if (status.is2xxSuccessful() && isApi(path)) {
            JsonNode operation = operation(request.getMethod().name(), PathContainer.parsePath(path));
            if (operation != null) {
                assertThat(operation.path("responses").propertyNames())
                        .as("statuses that are described for %s %s", request.getMethod(), path)
                        .contains(Integer.toString(status.value()));
            }
        }
        return response;
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/") || path.startsWith("/v1/");
    }

    /// The operation with the most specific matching path; null if none is described.
    private @Nullable JsonNode operation(String method, PathContainer path) {
        Description described = description.get();
        return described.patterns().stream()
                .filter(pattern -> pattern.matches(path))
                .min(Comparator.naturalOrder())
                .map(PathPattern::getPatternString)
                .map(pattern -> described.paths().path(pattern).get(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }
}
