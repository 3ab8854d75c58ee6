package io.plumbline.governance.user;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can be wrong with a user, or with what somebody grants.
enum UserProblem implements ProblemType {
    USERNAME_TAKEN(HttpStatus.CONFLICT, "There is a user of that name"),
    GRANT_EXCEEDS_OWN(HttpStatus.FORBIDDEN, "You may not grant what you do not have");

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
