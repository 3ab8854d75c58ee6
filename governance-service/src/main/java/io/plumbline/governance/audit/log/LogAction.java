package io.plumbline.governance.audit.log;

import io.plumbline.audit.expiry.Expiry;
import io.plumbline.kit.audit.AuditAction;

/// Audit actions of the audit log itself.
public enum LogAction implements AuditAction {
    VERIFIED("governance.log.verified", "A verification of the whole log finished."),
    EXPORTED("governance.log.exported", "Events of the log were exported as a file or as an evidence pack."),
    PAYLOAD_EXPIRED(Expiry.ACTION, "Content of calls was destroyed because its retention period had ended.");

    private final String code;
    private final String meaning;

    LogAction(String code, String meaning) {
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
