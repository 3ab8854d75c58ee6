package io.plumbline.eval.suite;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of suites.
enum SuiteProblem implements ProblemType {
    SUITE_INVALID(HttpStatus.BAD_REQUEST, "The suite is invalid");

    private final HttpStatus status;
    private final String title;

    SuiteProblem(HttpStatus status, String title) {
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
