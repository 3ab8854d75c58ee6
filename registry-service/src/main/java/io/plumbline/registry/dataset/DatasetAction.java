package io.plumbline.registry.dataset;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of datasets.
enum DatasetAction implements AuditAction {
    REGISTERED("registry.dataset.registered", "A dataset was made."),
    CHANGED("registry.dataset.changed", "What is said of a dataset was replaced."),
    UPLOADED("registry.dataset.uploaded", "A version of a dataset was stored.");

    private final String code;
    private final String meaning;

    DatasetAction(String code, String meaning) {
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
