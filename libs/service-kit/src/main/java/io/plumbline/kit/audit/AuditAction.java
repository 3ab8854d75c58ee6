package io.plumbline.kit.audit;

/// An action in the audit log. Each capability has its own enum. `docs/reference/audit-actions.md` is generated
/// from all of them.
public interface AuditAction {

    /// `service.thing.pastTenseVerb`. Never change it once events use it.
    String code();

    /// Describes in one sentence when this event is written.
    String meaning();
}
