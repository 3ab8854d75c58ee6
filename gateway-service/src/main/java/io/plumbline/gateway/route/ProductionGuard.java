package io.plumbline.gateway.route;

import org.jspecify.annotations.Nullable;

/// Decides about changes to how production routes serve calls. Routes and rollouts ask it before they change
/// anything, outside of any transaction, since it may have to ask other services.
public interface ProductionGuard {

    /// A decision that allows a change, or finds that it is none.
    interface Decided {

        /// Puts the decision in force, in the transaction that makes the change.
        ///
        /// @throws io.plumbline.kit.problem.ProblemException 409 when the route was changed since; 404 when its
        ///     name is another team's
        void apply();
    }

    /// What a route is to be.
    ///
    /// @param definition with what an open rollout makes of it
    record Draft(String name, String team, Environment environment, RouteDefinition definition) {}

    /// @throws io.plumbline.kit.problem.ProblemException 409 `gate-required`, `approval-required`,
    ///     `approval-rejected` or `production-change-refused`; 503 when a service that has to be asked is away
    Decided decide(Draft draft);

    /// The same for a preview, which asks for no approval: refused is only what no approval allows.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException as [#decide], but for approvals
    void preview(Draft draft);

    /// The same for the removal of a route.
    Decided decideRemoval(Draft present);

    /// The guard policy that a route of this name had when it was removed; null for none.
    @Nullable
    String lastPolicy(String name);

    /// Whether a person has lifted the rules for this route for a while.
    boolean isOverridden(String route);
}
