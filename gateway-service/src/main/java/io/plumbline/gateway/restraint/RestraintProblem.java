package io.plumbline.gateway.restraint;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Why a restraint is refused, or its end.
enum RestraintProblem implements ProblemType {
    RESTRAINT_REFUSED(HttpStatus.CONFLICT, "The route cannot be restrained this way"),
    ROUTE_CHANGED(HttpStatus.CONFLICT, "The route was changed since");

    private final HttpStatus status;
    private final String title;

    RestraintProblem(HttpStatus status, String title) {
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
