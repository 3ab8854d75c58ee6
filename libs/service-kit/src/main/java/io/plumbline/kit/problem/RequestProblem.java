package io.plumbline.kit.problem;

import org.springframework.http.HttpStatus;

/// Problems of any request, whatever its subject.
public enum RequestProblem implements ProblemType {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The response is not available in that format"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request's format is not supported"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request's body is too large"),
    CONFLICT(HttpStatus.CONFLICT, "The request conflicts with the current state"),
    STALE_VERSION(HttpStatus.PRECONDITION_FAILED, "The resource has changed since you read it"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key belongs to another request"),
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT, "A request with this idempotency key is in progress"),
    IDEMPOTENCY_ANSWER_LOST(HttpStatus.CONFLICT, "The request was carried out, but its response is lost"),
    SIBLING_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Another service is not available"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database is not available"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final HttpStatus status;
    private final String title;

    RequestProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
