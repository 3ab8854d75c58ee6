package io.plumbline.eval.score;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Reasons why well-formed texts are not scored.
enum MetricProblem implements ProblemType {
    METRIC_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The metric is unavailable");

    private final HttpStatus status;
    private final String title;

    MetricProblem(HttpStatus status, String title) {
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
