package io.plumbline.registry.knowledge.document;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of documents.
enum KnowledgeProblem implements ProblemType {
    UNKNOWN_DOCUMENT_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The document's format is not supported"),
    DOCUMENT_STATE_CONFLICT(HttpStatus.CONFLICT, "The document's state does not allow this");

    private final HttpStatus status;
    private final String title;

    KnowledgeProblem(HttpStatus status, String title) {
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
