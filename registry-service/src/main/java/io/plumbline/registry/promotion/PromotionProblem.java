package io.plumbline.registry.promotion;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Reasons why a pointer may not move.
enum PromotionProblem implements ProblemType {
    GATE_REQUIRED(HttpStatus.CONFLICT, "A gate must pass first"),
    SUPPLY_CHAIN_REFUSED(HttpStatus.CONFLICT, "The supply-chain policy refuses the version"),
    APPROVAL_REQUIRED(HttpStatus.CONFLICT, "Approval required"),
    APPROVAL_REJECTED(HttpStatus.CONFLICT, "The approval was rejected"),
    VERSION_IN_PRODUCTION(HttpStatus.CONFLICT, "The version is in production");

    private final HttpStatus status;
    private final String title;

    PromotionProblem(HttpStatus status, String title) {
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
