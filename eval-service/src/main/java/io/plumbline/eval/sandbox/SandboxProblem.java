package io.plumbline.eval.sandbox;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of the sandbox.
enum SandboxProblem implements ProblemType {
    SANDBOX_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Programs cannot be run on this machine"),
    SANDBOX_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too many programs are waiting for the sandbox");

    private final HttpStatus status;
    private final String title;

    SandboxProblem(HttpStatus status, String title) {
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
