package io.plumbline.registry.dataset;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of datasets.
public enum DatasetAction implements AuditAction {
    REGISTERED("registry.dataset.registered", "A dataset was registered."),
    CHANGED("registry.dataset.changed", "The description of a dataset was replaced."),
    UPLOADED("registry.dataset.uploaded", "A version of a dataset was uploaded."),
    AUDITED("registry.dataset.audited", "A version of a dataset was audited for duplicates and contamination.");

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
