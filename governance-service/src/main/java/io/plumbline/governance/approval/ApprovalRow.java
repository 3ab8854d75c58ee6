package io.plumbline.governance.approval;

/// An approval on the page.
///
/// @param decidable whether who looks at it may decide on it
record ApprovalRow(ApprovalView approval, boolean decidable) {}
