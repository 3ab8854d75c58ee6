package io.plumbline.configuration;

import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Target;
import java.util.List;

/// The evidence and approvals of a configuration's parts, on which a decision about a change is based: the
/// registry's versions and governance's policies. The gateway answers from its snapshots, offline verification
/// from the log.
public interface Standing {

    /// The standing of a version for production.
    ///
    /// @param gated whether the newest gate of every suite that it requires passed, in the suite's newest
    ///     revision; for a version that was in production before and was not archived since, whether none of
    ///     them failed
    /// @param approvers number of people who approved it for production
    /// @param evaluated the configurations with which its newest gates passed; empty if unknown
    record OfVersion(boolean gated, int approvers, List<ServedConfiguration> evaluated) {

        /// No gate and no approval.
        public static final OfVersion NONE = new OfVersion(false, 0, List.of());

        public OfVersion {
            evaluated = List.copyOf(evaluated);
        }
    }

    /// Nothing is known. For changes outside a configuration, for example of a suite or a policy, which the table
    /// alone decides.
    Standing NONE = new Standing() {
        @Override
        public OfVersion of(Target target) {
            return OfVersion.NONE;
        }

        @Override
        public OfVersion of(Prompt prompt) {
            return OfVersion.NONE;
        }

        @Override
        public boolean isAtLeastAsStrict(Policy policy, Policy than) {
            return false;
        }

        @Override
        public int approvers(Policy policy) {
            return 0;
        }
    };

    OfVersion of(Target target);

    OfVersion of(Prompt prompt);

    /// Whether `policy` is at least as strict as `than` wherever `than` blocks, asks, redacts or flags.
    boolean isAtLeastAsStrict(Policy policy, Policy than);

    /// Returns the number of people who approved this revision of a policy.
    int approvers(Policy policy);
}
