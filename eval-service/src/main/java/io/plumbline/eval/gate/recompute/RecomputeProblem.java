package io.plumbline.eval.gate.recompute;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of recomputation requests.
enum RecomputeProblem implements ProblemType {
    GATE_NOT_DONE(HttpStatus.CONFLICT, "The gate has no verdict to recompute"),
    TOO_MANY_RECOMPUTATIONS(HttpStatus.CONFLICT, "Too many recomputations of this gate are waiting");

    private final HttpStatus status;
    private final String title;

    RecomputeProblem(HttpStatus status, String title) {
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
