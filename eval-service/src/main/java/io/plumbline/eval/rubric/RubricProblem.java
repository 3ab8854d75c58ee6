package io.plumbline.eval.rubric;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of rubrics.
enum RubricProblem implements ProblemType {
    RUBRIC_INVALID(HttpStatus.BAD_REQUEST, "The rubric is invalid"),
    RUBRIC_BUILT_IN(HttpStatus.CONFLICT, "The rubric is built in");

    private final HttpStatus status;
    private final String title;

    RubricProblem(HttpStatus status, String title) {
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
