package io.plumbline.governance.approval;

/// Who opened an approval.
enum ApprovalOrigin {
    /// A service, for a change that it enforces: the service wrote what approvers see.
    SERVICE,
    /// A caller of the API, who wrote it themselves: no service accepts it.
    CALLER
}
