package io.plumbline.kit.production;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Reasons why a production change is refused.
public enum ChangeProblem implements ProblemType {
    GATE_REQUIRED(HttpStatus.CONFLICT, "A gate must pass first"),
    APPROVAL_REQUIRED(HttpStatus.CONFLICT, "Approval required"),
    APPROVAL_REJECTED(HttpStatus.CONFLICT, "The approval was rejected"),
    PRODUCTION_CHANGE_REFUSED(HttpStatus.CONFLICT, "Not allowed in production");

    private final HttpStatus status;
    private final String title;

    ChangeProblem(HttpStatus status, String title) {
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
