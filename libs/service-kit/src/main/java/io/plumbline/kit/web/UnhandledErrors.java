package io.plumbline.kit.web;

import io.plumbline.kit.problem.ProblemAdvice;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.OpenToAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Renders errors outside handlers, for example a refusal by a filter or a page that fails to render, as problems
/// instead of the container's own page.
@Controller
final class UnhandledErrors implements ErrorController {

    private final ProblemWriter problems;

    UnhandledErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @OpenToAll
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        ProblemException problem =
                status == null || status == HttpStatus.INTERNAL_SERVER_ERROR ? failureOf(request) : problemOf(status);
        problems.write(problem, new FailedRequest(request), response);
    }

    /// Maps failures of filters like failures of handlers: 503 if the database is unavailable.
    private static ProblemException failureOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure
                ? ProblemAdvice.of(failure)
                : ProblemAdvice.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static ProblemException problemOf(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> AccessProblem.UNAUTHENTICATED.because("Send a credential.");
            case FORBIDDEN -> AccessProblem.FORBIDDEN.because("You may not do this.");
            default -> ProblemAdvice.ofStatus(status);
        };
    }

    /// The original request before the container dispatched the error.
    private static final class FailedRequest extends HttpServletRequestWrapper {

        FailedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                    ? uri
                    : super.getRequestURI();
        }
    }
}
