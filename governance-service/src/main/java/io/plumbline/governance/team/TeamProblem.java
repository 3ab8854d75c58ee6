package io.plumbline.governance.team;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of teams.
enum TeamProblem implements ProblemType {
    TEAM_EXISTS(HttpStatus.CONFLICT, "The team name is taken");

    private final HttpStatus status;
    private final String title;

    TeamProblem(HttpStatus status, String title) {
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
