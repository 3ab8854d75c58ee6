package io.plumbline.governance.approval;

/// What an approver says.
enum Decision {
    APPROVE,
    REJECT
}
