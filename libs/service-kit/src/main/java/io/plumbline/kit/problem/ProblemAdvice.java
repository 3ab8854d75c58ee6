package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.AssertTrue;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/// Maps all exceptions to responses. Client errors are logged at DEBUG. Server errors are logged once with the
/// stack trace, and the client receives only the trace id.
@RestControllerAdvice
public final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int DEEPEST_CAUSE = 8;
    private static final String RULE = AssertTrue.class.getSimpleName();

    private final ProblemWriter writer;

    public ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void handle(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemException problem = of(exception);
        boolean isDefect = problem.type().status().is5xxServerError();
        if (isDefect && isClientGone(exception)) {
            log.debug("The client has gone");
            return;
        }
        if (isDefect) {
            log.atError()
                    .setCause(exception)
                    .addKeyValue("problem", problem.type().slug())
                    .log("Request failed");
        } else {
            log.atDebug().addKeyValue("problem", problem.type().slug()).log("Request refused");
        }
        writer.write(problem, request, response);
    }

    /// Whether the cause is a client disconnect, which is no error of this service and needs no response.
    static boolean isClientGone(Exception exception) {
        Throwable cause = exception;
        for (int i = 0; i < DEEPEST_CAUSE && cause != null; i++) {
            if (cause instanceof AsyncRequestNotUsableException || cause instanceof ClientAbortException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /// Returns the problem for an exception, as the client sees it.
    public static ProblemException of(Exception exception) {
        return switch (exception) {
            case ProblemException problem -> problem;
            case MethodArgumentNotValidException invalid -> invalidFields(invalid);
            case HandlerMethodValidationException invalid -> invalidParameters(invalid);
            case HttpMessageNotReadableException unreadable -> JsonProblems.of(unreadable);
            case MethodArgumentTypeMismatchException mismatch ->
                RequestProblem.INVALID_REQUEST.because("The value of " + mismatch.getName() + " is not valid.");
            case MissingServletRequestParameterException missing ->
                RequestProblem.INVALID_REQUEST.because("The parameter " + missing.getParameterName() + " is missing.");
            case MissingRequestHeaderException missing ->
                RequestProblem.INVALID_REQUEST.because("The header " + missing.getHeaderName() + " is missing.");
            case MissingServletRequestPartException missing ->
                RequestProblem.INVALID_REQUEST.because("The part " + missing.getRequestPartName() + " is missing.");
            case MaxUploadSizeExceededException _ ->
                RequestProblem.BODY_TOO_LARGE.because("The upload is larger than this endpoint takes.");
            case RequestRejectedException _ ->
                RequestProblem.INVALID_REQUEST.because(
                        "A parameter or header contains characters that are not allowed.");
            case InvalidParameterException _ ->
                RequestProblem.INVALID_REQUEST.because("The query or the form is not encoded correctly.");
            case MultipartException _ ->
                RequestProblem.INVALID_REQUEST.because("The multipart body is malformed or ended early.");
            case OptimisticLockingFailureException _ ->
                RequestProblem.CONFLICT.because(
                        "Someone else changed it at the same time. Read it again and repeat the request.");
            case CannotCreateTransactionException _,
                    DataAccessResourceFailureException _,
                    TransientDataAccessResourceException _,
                    QueryTimeoutException _ ->
                RequestProblem.DATABASE_UNAVAILABLE.because("The database did not answer. Try again in a moment.");
            case ErrorResponse known ->
                ofStatus(HttpStatus.valueOf(known.getStatusCode().value()));
            default -> annotated(exception);
        };
    }

    private static ProblemException annotated(Exception exception) {
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
        return status == null ? internalError() : ofStatus(status.code());
    }

    private static ProblemException internalError() {
        return RequestProblem.INTERNAL_ERROR.because(
                "This service's log has the error under the trace id. Trying again may help.");
    }

    /// Returns the problem for a bare status.
    public static ProblemException ofStatus(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> RequestProblem.NOT_FOUND.because("There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                RequestProblem.METHOD_NOT_ALLOWED.because("This service's /v3/api-docs lists the allowed methods.");
            case NOT_ACCEPTABLE -> RequestProblem.NOT_ACCEPTABLE.because("Request another type in the Accept header.");
            case UNSUPPORTED_MEDIA_TYPE -> RequestProblem.UNSUPPORTED_MEDIA_TYPE.because("Send another Content-Type.");
            case CONTENT_TOO_LARGE ->
                RequestProblem.BODY_TOO_LARGE.because("The body is larger than this endpoint takes.");
            default ->
                status.is4xxClientError()
                        ? RequestProblem.INVALID_REQUEST.because(
                                "The request does not match this service's /v3/api-docs.")
                        : internalError();
        };
    }

    private static ProblemException invalidFields(MethodArgumentNotValidException invalid) {
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        for (FieldError error : invalid.getBindingResult().getFieldErrors()) {
            problem.at(pointerOf(error), message(error));
        }
        invalid.getBindingResult().getGlobalErrors().forEach(error -> problem.at("", message(error)));
        return problem;
    }

    private static ProblemException invalidParameters(HandlerMethodValidationException invalid) {
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        invalid.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(error -> problem.at(
                                error instanceof FieldError field
                                        ? pointerOf(field)
                                        : "/" + result.getMethodParameter().getParameterName(),
                                message(error))));
        return problem;
    }

    /// Returns the message of a violated constraint. For values that could not be converted, Spring's message
    /// contains internal class names, so a general message replaces it.
    private static String message(MessageSourceResolvable error) {
        String message = error.getDefaultMessage();
        boolean unconverted = error instanceof FieldError field && field.isBindingFailure();
        return message == null || unconverted ? "is not valid" : message;
    }

    /// Converts `grants[0].team` to `/grants/0/team`. A rule over several members is named after a Java method,
    /// not a member, so it points to the containing object.
    private static String pointerOf(FieldError error) {
        String path = error.getField();
        if (RULE.equals(error.getCode())) {
            path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        }
        return path.isEmpty()
                ? ""
                : "/"
                        + path.replace("].", "/")
                                .replace("[", "/")
                                .replace("]", "")
                                .replace('.', '/');
    }
}
