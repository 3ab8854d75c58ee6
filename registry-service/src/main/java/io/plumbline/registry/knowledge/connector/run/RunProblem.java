package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of runs.
enum RunProblem implements ProblemType {
    CONNECTOR_RUN_IN_PROGRESS(HttpStatus.CONFLICT, "A run of the connector is in progress"),
    CONNECTOR_DISABLED(HttpStatus.CONFLICT, "The connector is disabled");

    private final HttpStatus status;
    private final String title;

    RunProblem(HttpStatus status, String title) {
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
