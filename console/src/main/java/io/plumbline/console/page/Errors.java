package io.plumbline.console.page;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.ServiceUnavailable;
import io.plumbline.kit.problem.ProblemAdvice;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.OpenToAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Shows every error as a page that says what to do. Defects are logged once; what a user can cause is not.
@Controller
@ControllerAdvice
class Errors implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);
    private static final int UNAUTHENTICATED = 401;

    private final LayoutModel layout;

    Errors(LayoutModel layout) {
        this.layout = layout;
    }

    @ExceptionHandler
    ModelAndView refused(ApiProblem problem, HttpServletRequest request) {
        if (problem.status() == UNAUTHENTICATED) {
            // The token ended between the check and the call: sign-in happens without a prompt.
            request.getSession().invalidate();
            return new ModelAndView(new RedirectView("/", true, false));
        }
        return page(
                HttpStatus.valueOf(problem.status()), problem.title(), problem.detail(), problem.traceId(), request);
    }

    @ExceptionHandler
    ModelAndView absent(ServiceUnavailable absent, HttpServletRequest request) {
        log.atWarn()
                .addKeyValue("upstream", absent.service().fullName())
                .setCause(absent)
                .log("A service does not answer");
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                absent.service().fullName() + " does not answer",
                "This page needs it. Pages of the other services still work. Try again in a moment.",
                null,
                request);
    }

    @ExceptionHandler
    ModelAndView other(Exception exception, HttpServletRequest request) {
        ProblemException problem = ProblemAdvice.of(exception);
        if (problem.type().status().is5xxServerError()) {
            log.atError().setCause(exception).log("The page failed");
        }
        return page(problem.type().status(), problem.type().title(), problem.getMessage(), null, request);
    }

    /// Errors outside of a handler, for example of a form without its token.
    @RequestMapping("/error")
    @OpenToAll
    ModelAndView error(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer known ? HttpStatus.valueOf(known) : HttpStatus.NOT_FOUND;
        return switch (status) {
            case FORBIDDEN ->
                page(
                        status,
                        "The form has expired",
                        "Nothing was changed. Go back, reload the page and submit the form again.",
                        null,
                        request);
            case SERVICE_UNAVAILABLE ->
                page(
                        status,
                        "governance-service does not answer",
                        "The console cannot confirm your sign-in. Try again in a moment.",
                        null,
                        request);
            default -> {
                ProblemException problem = ProblemAdvice.ofStatus(status);
                yield page(status, problem.type().title(), problem.getMessage(), null, request);
            }
        };
    }

    private ModelAndView page(
            HttpStatus status,
            String title,
            @Nullable String detail,
            @Nullable String trace,
            HttpServletRequest request) {
        Map<String, Object> model = layout.of(request);
        model.put("status", status.value());
        model.put("title", title);
        model.put("detail", detail);
        model.put("trace", trace);
        return new ModelAndView("console/problem", model, status);
    }
}
