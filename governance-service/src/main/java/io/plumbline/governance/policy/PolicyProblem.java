package io.plumbline.governance.policy;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of guard policies.
enum PolicyProblem implements ProblemType {
    INVALID_POLICY(HttpStatus.BAD_REQUEST, "The guard policy is not valid"),
    POLICY_BUILT_IN(HttpStatus.CONFLICT, "The guard policy is built in"),
    POLICY_TEAM_FIXED(HttpStatus.CONFLICT, "A guard policy cannot change its team"),
    DEFAULT_POLICY_EXISTS(HttpStatus.CONFLICT, "The team already has a default guard policy");

    private final HttpStatus status;
    private final String title;

    PolicyProblem(HttpStatus status, String title) {
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
