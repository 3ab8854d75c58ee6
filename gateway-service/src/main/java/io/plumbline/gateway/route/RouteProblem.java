package io.plumbline.gateway.route;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Why a route is not taken.
public enum RouteProblem implements ProblemType {
    ROLLOUT_IN_PROGRESS(HttpStatus.CONFLICT, "The route has a rollout that has not ended"),
    GATE_REQUIRED(HttpStatus.CONFLICT, "A gate has to pass first"),
    UNKNOWN_TARGET(HttpStatus.BAD_REQUEST, "The route leads to something that is not there");

    private final HttpStatus status;
    private final String title;

    RouteProblem(HttpStatus status, String title) {
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
