package io.plumbline.gateway.provider;

import java.net.URI;

/// Decides about changes to providers that production routes use, outside of any transaction.
public interface ProviderGuard {

    /// A decision that allows a change.
    interface Decided {

        /// Puts the decision in force, in the transaction that makes the change.
        void apply();
    }

    /// @param team whose provider it is; `*` for the platform's
    /// @throws io.plumbline.kit.problem.ProblemException 409 `approval-required`, `approval-rejected` or
    ///     `production-change-refused`; 503 when a service that has to be asked is away
    Decided decide(String name, String team, ProviderKind kind, URI baseUrl);
}
