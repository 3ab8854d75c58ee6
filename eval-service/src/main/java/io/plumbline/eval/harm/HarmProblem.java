package io.plumbline.eval.harm;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of harm measurements.
enum HarmProblem implements ProblemType {
    MEASUREMENT_INVALID(HttpStatus.BAD_REQUEST, "The measurement cannot run"),
    MEASUREMENT_ALREADY_FINISHED(HttpStatus.CONFLICT, "The measurement has already finished"),
    MEASUREMENT_NOT_FINISHED(HttpStatus.CONFLICT, "The measurement has not finished yet"),
    TOO_MANY_MEASUREMENTS(HttpStatus.TOO_MANY_REQUESTS, "Too many measurements of the team are unfinished");

    private final HttpStatus status;
    private final String title;

    HarmProblem(HttpStatus status, String title) {
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
