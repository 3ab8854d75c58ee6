package io.plumbline.eval.gate.baseline;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of baseline requests.
enum BaselineProblem implements ProblemType {
    BASELINE_UNFIT(HttpStatus.CONFLICT, "The gate's candidate cannot become a baseline"),
    TOO_MANY_BASELINES_PENDING(HttpStatus.CONFLICT, "Too many baselines of this suite await a decision");

    private final HttpStatus status;
    private final String title;

    BaselineProblem(HttpStatus status, String title) {
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
