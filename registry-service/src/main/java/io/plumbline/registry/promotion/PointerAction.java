package io.plumbline.registry.promotion;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of stages and aliases.
enum PointerAction implements AuditAction {
    MOVED("registry.pointer.moved", "A version came to a stage, or an alias to a version."),
    MOVE_REFUSED(
            "registry.pointer.moveRefused", "A version was refused production, for want of a gate or an approval.");

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
