package io.plumbline.governance.policy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// By how many people a version of a guard policy is approved.
///
/// @param approvalId the approval of this version, or of the earlier one that it is no looser than; null where
///     neither needed one
record PolicyGrant(int approvers, @Nullable UUID approvalId) {

    /// Nobody had to approve it.
    static final PolicyGrant NONE = new PolicyGrant(0, null);

    /// What comes with the software counts as approved by as many people as can be asked for.
    static final PolicyGrant OF_THE_SOFTWARE = new PolicyGrant(5, null);
}
