package io.plumbline.registry.promotion;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of stages and aliases.
enum PointerAction implements AuditAction {
    MOVED("registry.pointer.moved", "A version moved to another stage, or an alias to another version."),
    MOVE_REFUSED(
            "registry.pointer.moveRefused",
            "A version was refused production because a gate or an approval is missing.");

    private final String code;
    private final String meaning;

    PointerAction(String code, String meaning) {
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
