package io.plumbline.registry.knowledge.index;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of search indexes.
enum IndexProblem implements ProblemType {
    KNOWLEDGE_INDEX_NOT_READY(HttpStatus.SERVICE_UNAVAILABLE, "The index of the knowledge base is being filled");

    private final HttpStatus status;
    private final String title;

    IndexProblem(HttpStatus status, String title) {
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
