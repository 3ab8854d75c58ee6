package io.plumbline.gateway.rollout;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Why a rollout cannot start or continue.
enum RolloutProblem implements ProblemType {
    ROLLOUT_IMPOSSIBLE(HttpStatus.CONFLICT, "A rollout is not possible on this route"),
    ROLLOUT_COOLING_DOWN(HttpStatus.CONFLICT, "The candidate was rolled back recently"),
    ROLLOUT_CLOSED(HttpStatus.CONFLICT, "The rollout has ended"),
    ROLLOUT_NOT_RUNNING(HttpStatus.CONFLICT, "The rollout's state does not allow this"),
    ROLLOUT_STEP_PASSED(HttpStatus.CONFLICT, "The rollout is at another step"),
    ROLLOUT_OVERTAKEN(HttpStatus.CONFLICT, "Production has changed since the rollout was planned");

    private final HttpStatus status;
    private final String title;

    RolloutProblem(HttpStatus status, String title) {
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
