package io.plumbline.governance.approval;

/// The origin of an approval.
enum ApprovalOrigin {
    /// A service, for a change that it enforces. The service wrote the information for approvers.
    SERVICE,
    /// A caller of the API, who wrote that information. No service accepts it.
    CALLER
}
