package io.plumbline.governance.approval;

/// The subject of an approval. At most one approval of a subject is pending.
///
/// @param action the action, as `service.thing.verb`
record ApprovalSubject(String team, String action, String resourceType, String resourceId) {}
