package io.plumbline.registry.knowledge.rerank;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of rerankers.
enum RerankerAction implements AuditAction {
    CHANGED("registry.reranker.changed", "The provider that reranks the results of a knowledge base was stored."),
    DELETED("registry.reranker.deleted", "The results of a knowledge base are no longer reranked.");

    private final String code;
    private final String meaning;

    RerankerAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
