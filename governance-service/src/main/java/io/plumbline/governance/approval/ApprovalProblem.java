package io.plumbline.governance.approval;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of decisions.
enum ApprovalProblem implements ProblemType {
    FOUR_EYES(HttpStatus.FORBIDDEN, "Someone else must decide"),
    ALREADY_DECIDED(HttpStatus.CONFLICT, "You have already decided"),
    APPROVAL_CLOSED(HttpStatus.CONFLICT, "The approval is no longer open"),
    APPROVAL_NOT_GRANTED(HttpStatus.CONFLICT, "The approval was not granted");

    private final HttpStatus status;
    private final String title;

    ApprovalProblem(HttpStatus status, String title) {
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
