package io.plumbline.kit.security;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of authentication and authorisation.
public enum AccessProblem implements ProblemType {
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Authentication required"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "You may not do this"),
    TEAM_REQUIRED(HttpStatus.BAD_REQUEST, "The request names no team"),
    IDENTITY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Credentials cannot be checked");

    private final HttpStatus status;
    private final String title;

    AccessProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The caller lacks a permission.
    static ProblemException withoutPermission(Permission permission) {
        return FORBIDDEN
                .because("This needs the permission " + permission.code() + ".")
                .with("permission", permission.code());
    }

    /// The key is limited to other routes, or to routes only.
    static ProblemException beyondRoutes(Permission permission) {
        return FORBIDDEN
                .because("This key is limited to routes. It can only call, read and change these routes.")
                .with("permission", permission.code());
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
