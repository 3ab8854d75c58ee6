package io.plumbline.gateway.route.definition;

import java.util.List;

/// Lists the routes that rollouts currently change. Called within a transaction.
public interface RouteRollouts {

    /// Returns the rollouts' changes, at most one per route.
    List<RouteRollout> inForce();

    /// Whether a rollout of the route has not ended.
    boolean isOpenOn(String route);
}
