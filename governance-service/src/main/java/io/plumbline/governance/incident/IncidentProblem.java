package io.plumbline.governance.incident;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of incident transitions.
enum IncidentProblem implements ProblemType {
    INCIDENT_TRANSITION_REFUSED(HttpStatus.CONFLICT, "The incident cannot change to that state");

    private final HttpStatus status;
    private final String title;

    IncidentProblem(HttpStatus status, String title) {
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
