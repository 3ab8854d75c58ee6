package io.plumbline.governance.user;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of users and grants.
enum UserProblem implements ProblemType {
    USERNAME_TAKEN(HttpStatus.CONFLICT, "The username is taken"),
    GRANT_EXCEEDS_OWN(HttpStatus.FORBIDDEN, "You cannot grant permissions you do not have");

    private final HttpStatus status;
    private final String title;

    UserProblem(HttpStatus status, String title) {
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
