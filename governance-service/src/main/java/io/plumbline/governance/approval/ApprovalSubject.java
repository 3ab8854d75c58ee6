package io.plumbline.governance.approval;

/// What is to be approved. At most one approval of it is pending.
///
/// @param action what would be done, as `service.thing.verb`
record ApprovalSubject(String team, String action, String resourceType, String resourceId) {}
