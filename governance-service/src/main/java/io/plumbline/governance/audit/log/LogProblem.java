package io.plumbline.governance.audit.log;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of the log.
public enum LogProblem implements ProblemType {
    NO_CHECKPOINT(HttpStatus.SERVICE_UNAVAILABLE, "The audit log has no signed checkpoint yet"),
    EVENT_NOT_INTEGRATED(HttpStatus.CONFLICT, "No signed checkpoint covers the event yet"),
    LOG_NOT_INTACT(HttpStatus.CONFLICT, "The audit log is not intact");

    private final HttpStatus status;
    private final String title;

    LogProblem(HttpStatus status, String title) {
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
