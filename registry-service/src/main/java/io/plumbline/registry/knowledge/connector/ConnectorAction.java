package io.plumbline.registry.knowledge.connector;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of connectors.
enum ConnectorAction implements AuditAction {
    CHANGED("registry.connector.changed", "A connector of a knowledge base was created or replaced."),
    DELETED("registry.connector.deleted", "A connector was deleted. Its documents stay.");

    private final String code;
    private final String meaning;

    ConnectorAction(String code, String meaning) {
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
