package io.plumbline.kit.audit;

/// A kind of act that is in the audit log. Each capability has an enum of its own;
/// `docs/reference/audit-actions.md` is made of them all.
public interface AuditAction {

    /// `service.thing.pastTenseVerb`; never changed once events have it.
    String code();

    /// When there is such an event, in one sentence.
    String meaning();
}
