package io.plumbline.gateway.route.restraint;

import java.util.List;

/// Lists the restraints in force. Called within a transaction.
public interface RouteRestraints {

    List<RouteRestraint> inForce();
}
