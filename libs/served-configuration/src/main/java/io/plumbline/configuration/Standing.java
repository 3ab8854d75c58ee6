package io.plumbline.configuration;

import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Target;
import java.util.List;

/// What is known of the parts of a configuration when a change to it is decided: of the registry's versions, and
/// of governance's policies. The gateway answers from its snapshots and offline verification from the log.
public interface Standing {

    /// How a version stands with production.
    ///
    /// @param gated whether the newest gate of every suite that it requires passed, in the suite's newest
    ///     revision; or, of one that was in production before and was not archived since, whether none of them
    ///     failed
    /// @param approvers how many people have approved it for production
    /// @param evaluatedAt the providers at which its gates ran; empty where that is not known
    record OfVersion(boolean gated, int approvers, List<ServedConfiguration.Provider> evaluatedAt) {

        /// Nothing speaks for it.
        public static final OfVersion NONE = new OfVersion(false, 0, List.of());

        public OfVersion {
            evaluatedAt = List.copyOf(evaluatedAt);
        }
    }

    /// Nothing is known, where nothing has to be: what is no change to a configuration, such as that of a suite
    /// or of a policy, is decided by the table alone.
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

    /// Whether everything that the one policy stops, asks about, redacts or flags is treated no less strictly by
    /// the other.
    boolean isAtLeastAsStrict(Policy policy, Policy than);

    /// How many people have approved what this revision of a policy lets pass.
    int approvers(Policy policy);
}
