package io.plumbline.governance.audit;

import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.governance.audit.log.LogAction;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.security.Caller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Records exports of events in the audit log itself, before the first byte is sent. A data subject is recorded by
/// pseudonym, and of a text only that one was given: either may be personal data.
@Service
class ExportTrail {

    private final AuditTrail audit;
    private final Pseudonyms pseudonyms;

    ExportTrail(AuditTrail audit, Pseudonyms pseudonyms) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /// @param format `csv`, `ndjson` or `evidence`
    /// @param most the number of events at most
    @Transactional
    void append(String format, EventQuery query, int most) {
        AuditFilter filter = query.filter(pseudonyms);
        AuditEntry entry = AuditEntry.of(LogAction.EXPORTED, Caller.PLATFORM_TEAM, "audit-log", "audit-log")
                .with("format", format)
                .with("most", most)
                .withIfPresent("action", filter.action())
                .withIfPresent("actor", filter.actor())
                .withIfPresent("resource", filter.resource())
                .withIfPresent("team", filter.team())
                .withIfPresent(
                        "outcome",
                        filter.outcome() == null ? null : filter.outcome().name())
                .withIfPresent("subject", filter.subject())
                .withIfPresent(
                        "from", filter.from() == null ? null : filter.from().toString())
                .withIfPresent("to", filter.to() == null ? null : filter.to().toString())
                .withIfPresent("traceId", filter.traceId())
                .withIfPresent("byText", filter.q() == null ? null : true);
        audit.append(entry);
    }
}
