package io.plumbline.kit.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Renders requests that Tomcat refuses before any filter runs, for example an invalid address, as problems
/// instead of Tomcat's own page. Tomcat instantiates this class by name.
public final class ProblemReports extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemException problem = ProblemAdvice.ofStatus(status);
        ProblemType type = problem.type();
        String detail = problem.getMessage();
        Problem body = new Problem(
                "/problems/" + type.slug(),
                type.title(),
                status.value(),
                detail == null ? type.title() : detail,
                request.getRequestURI(),
                null,
                problem.errors(),
                Map.of());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            Writer reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(JSON.writeValueAsString(body));
                response.finishResponse();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
