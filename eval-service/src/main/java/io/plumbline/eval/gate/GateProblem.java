package io.plumbline.eval.gate;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of gate requests.
enum GateProblem implements ProblemType {
    CANDIDATE_INVALID(HttpStatus.BAD_REQUEST, "The candidate cannot be evaluated"),
    GATE_ALREADY_FINISHED(HttpStatus.CONFLICT, "The gate has already finished"),
    GATE_NOT_FINISHED(HttpStatus.CONFLICT, "The gate has not finished yet"),
    TOO_MANY_OWN_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "You have too many event streams open"),
    TOO_MANY_STREAMS(HttpStatus.SERVICE_UNAVAILABLE, "Too many event streams are open");

    private final HttpStatus status;
    private final String title;

    GateProblem(HttpStatus status, String title) {
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
