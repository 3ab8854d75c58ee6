package io.plumbline.gateway.rollout;

import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.RouteRollouts;
import java.util.List;
import org.springframework.stereotype.Component;

/// Lists the current rollouts for routes: at most one per route, since none starts while another is open or being
/// rolled back.
@Component
final class RolloutsInForce implements RouteRollouts {

    private final RolloutRepository rollouts;

    RolloutsInForce(RolloutRepository rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public List<RouteRollout> inForce() {
        return rollouts.inForce(RolloutState.OPEN).stream()
                .map(RolloutEntity::inForce)
                .toList();
    }

    @Override
    public boolean isOpenOn(String route) {
        return rollouts.existsInForce(route, RolloutState.OPEN);
    }
}
