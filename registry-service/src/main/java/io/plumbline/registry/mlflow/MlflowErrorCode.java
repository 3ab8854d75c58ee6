package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.ProblemException;
import org.springframework.http.HttpStatus;

/// MLflow's error codes, each with the status that MLflow's server gives it.
enum MlflowErrorCode {
    INVALID_PARAMETER_VALUE(HttpStatus.BAD_REQUEST),
    RESOURCE_ALREADY_EXISTS(HttpStatus.BAD_REQUEST),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
    PERMISSION_DENIED(HttpStatus.FORBIDDEN),
    RESOURCE_DOES_NOT_EXIST(HttpStatus.NOT_FOUND),
    ENDPOINT_NOT_FOUND(HttpStatus.NOT_FOUND),
    RESOURCE_CONFLICT(HttpStatus.CONFLICT),
    REQUEST_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private static final String PROPERTY = "errorCode";

    private final HttpStatus status;

    MlflowErrorCode(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /// Makes a problem be answered with this code, where its own status would lead to another.
    ProblemException on(ProblemException problem) {
        return problem.with(PROPERTY, this);
    }

    /// @param isEndpoint whether the address is one of the API
    static MlflowErrorCode of(ProblemException problem, boolean isEndpoint) {
        if (problem.properties().get(PROPERTY) instanceof MlflowErrorCode code) {
            return code;
        }
        HttpStatus status = problem.type().status();
        return switch (status) {
            case UNAUTHORIZED -> UNAUTHENTICATED;
            case FORBIDDEN -> PERMISSION_DENIED;
            case NOT_FOUND -> isEndpoint ? RESOURCE_DOES_NOT_EXIST : ENDPOINT_NOT_FOUND;
            case METHOD_NOT_ALLOWED -> ENDPOINT_NOT_FOUND;
            case CONFLICT, PRECONDITION_FAILED -> RESOURCE_CONFLICT;
            case TOO_MANY_REQUESTS -> REQUEST_LIMIT_EXCEEDED;
            case SERVICE_UNAVAILABLE -> TEMPORARILY_UNAVAILABLE;
            default -> status.is5xxServerError() ? INTERNAL_ERROR : INVALID_PARAMETER_VALUE;
        };
    }
}
