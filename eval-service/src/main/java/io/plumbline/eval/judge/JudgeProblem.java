package io.plumbline.eval.judge;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of judges.
enum JudgeProblem implements ProblemType {
    JUDGE_INVALID(HttpStatus.BAD_REQUEST, "The judge is invalid");

    private final HttpStatus status;
    private final String title;

    JudgeProblem(HttpStatus status, String title) {
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
