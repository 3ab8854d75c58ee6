package io.plumbline.kit.audit;

/// Appends to the audit log in the current transaction, so that an act and its event are stored together or not
/// at all.
public interface AuditTrail {

    /// Appends on behalf of the current caller; of this service itself when there is none.
    ///
    /// @throws IllegalStateException when no transaction is under way
    void append(AuditEntry entry);
}
