package io.plumbline.governance.policy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The approval of a version of a guard policy.
///
/// @param approvalId the approval of this version, or of the earlier one that it is no looser than; null if
///     neither needed one
record PolicyGrant(int approvers, @Nullable UUID approvalId) {

    /// Nobody had to approve it.
    static final PolicyGrant NONE = new PolicyGrant(0, null);

    /// A built-in policy counts as approved by the maximum number of people.
    static final PolicyGrant OF_THE_SOFTWARE = new PolicyGrant(5, null);
}
