package io.plumbline.gateway.route.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides about changes to how production routes serve calls. Routes and rollouts call it before they change
/// anything, outside any transaction, since it may call other services.
public interface ProductionGuard {

    /// A decision that allows a change or finds that nothing changes.
    interface Decided {

        /// Applies the decision in the transaction that makes the change.
        ///
        /// @throws io.plumbline.kit.problem.ProblemException 409 if the route has changed since; 404 if another
        ///     team owns its name
        void apply();
    }

    /// The requested route.
    ///
    /// @param definition with the changes of an open rollout
    record Draft(String name, String team, Environment environment, RouteDefinition definition) {}

    /// @throws io.plumbline.kit.problem.ProblemException 409 `gate-required`, `approval-required`,
    ///     `approval-rejected` or `production-change-refused`; 503 if a required service is unavailable
    Decided decide(Draft draft);

    /// What a change needs before it can be made.
    ///
    /// @param approvers number of approvals; 0 for none
    /// @param changes of the served configurations, as approvals describe them
    public record Needed(int approvers, List<Map<String, Object>> changes) {

        public static final Needed NOTHING = new Needed(0, List.of());
    }

    /// Decides for a preview, without requesting approval. Refuses only changes that no approval can allow.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException as [#decide], except for approvals
    Needed preview(Draft draft);

    /// Decides about the removal of a route.
    Decided decideRemoval(Draft present);

    /// Returns the guard policy that the route of this name had when it was removed; null for none.
    @Nullable
    String lastPolicy(String name);

    /// Whether break-glass currently suspends the rules for this route.
    boolean isOverridden(String route);
}
