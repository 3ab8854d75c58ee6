package io.plumbline.gateway.route;

import java.util.List;

/// Which routes are not as they are written now. Asked within a transaction.
public interface RouteRollouts {

    /// What rollouts make of routes, at most one for each.
    List<RouteRollout> inForce();

    /// Whether a rollout of the route has not ended.
    boolean isOpenOn(String route);
}
