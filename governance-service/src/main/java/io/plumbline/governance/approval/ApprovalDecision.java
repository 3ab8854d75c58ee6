package io.plumbline.governance.approval;

/// An approver's decision.
enum ApprovalDecision {
    APPROVE,
    REJECT
}
