package io.plumbline.eval.gate.output;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of outputs.
enum OutputProblem implements ProblemType {
    INVALID_OUTPUTS(HttpStatus.BAD_REQUEST, "The outputs are invalid"),
    TOO_MANY_OUTPUT_UPLOADS(HttpStatus.TOO_MANY_REQUESTS, "Too many uploads of outputs in progress");

    private final HttpStatus status;
    private final String title;

    OutputProblem(HttpStatus status, String title) {
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
