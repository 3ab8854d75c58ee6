package io.plumbline.gateway.route;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Why a route is refused.
public enum RouteProblem implements ProblemType {
    ROLLOUT_IN_PROGRESS(HttpStatus.CONFLICT, "The route has an open rollout"),
    GATE_REQUIRED(HttpStatus.CONFLICT, "A gate must pass first"),
    UNKNOWN_TARGET(HttpStatus.BAD_REQUEST, "The route refers to something that does not exist");

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
