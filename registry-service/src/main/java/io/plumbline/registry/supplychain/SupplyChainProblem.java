package io.plumbline.registry.supplychain;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Reasons why evidence about the files of a version is not accepted.
enum SupplyChainProblem implements ProblemType {
    SIGNATURE_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The signature cannot be verified");

    private final HttpStatus status;
    private final String title;

    SupplyChainProblem(HttpStatus status, String title) {
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
