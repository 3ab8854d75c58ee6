package io.plumbline.registry.knowledge;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of knowledge bases and their documents.
public enum KnowledgeAction implements AuditAction {
    CHANGED("registry.knowledgeBase.changed", "A knowledge base was created or replaced."),
    DELETED("registry.knowledgeBase.deleted", "A knowledge base was deleted with its documents."),
    INGESTED("registry.document.ingested", "A version of a document can be found."),
    REJECTED("registry.document.rejected", "A version of a document was refused. Nothing of it was stored."),
    QUARANTINED("registry.document.quarantined", "A version of a document waits for a decision. It cannot be found."),
    RELEASED("registry.document.released", "A person released a quarantined version of a document."),
    DISCARDED("registry.document.discarded", "A person discarded a quarantined version of a document."),
    FAILED("registry.document.failed", "A version of a document could not be ingested after all attempts."),
    ORIGINAL_READ("registry.document.originalRead", "A person downloaded the original of a document."),
    DOCUMENT_DELETED("registry.document.deleted", "A document was deleted with its chunks.");

    private final String code;
    private final String meaning;

    KnowledgeAction(String code, String meaning) {
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
