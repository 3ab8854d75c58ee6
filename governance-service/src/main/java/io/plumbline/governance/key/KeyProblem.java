package io.plumbline.governance.key;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of API keys.
enum KeyProblem implements ProblemType {
    API_KEY_ENDED(HttpStatus.CONFLICT, "The API key was revoked or has expired");

    private final HttpStatus status;
    private final String title;

    KeyProblem(HttpStatus status, String title) {
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
