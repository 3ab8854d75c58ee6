package io.plumbline.kit.audit;

/// Appends to the audit log in the current transaction, so an action and its event are stored atomically.
public interface AuditTrail {

    /// Appends on behalf of the current caller, or of this service if there is no caller.
    ///
    /// @throws IllegalStateException outside a transaction
    void append(AuditEntry entry);
}
