package io.plumbline.governance.approval;

/// An approver's decision.
enum Decision {
    APPROVE,
    REJECT
}
