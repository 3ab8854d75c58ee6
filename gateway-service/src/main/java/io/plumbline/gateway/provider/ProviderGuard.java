package io.plumbline.gateway.provider;

import java.net.URI;

/// Decides about changes to providers that production routes use, outside any transaction.
public interface ProviderGuard {

    /// A decision that allows a change.
    interface Decided {

        /// Applies the decision in the transaction that makes the change.
        void apply();
    }

    /// @param team that owns the provider; `*` for the platform
    /// @throws io.plumbline.kit.problem.ProblemException 409 `approval-required`, `approval-rejected` or
    ///     `production-change-refused`; 503 if a required service is unavailable
    Decided decide(String name, String team, ProviderKind kind, URI baseUrl);
}
