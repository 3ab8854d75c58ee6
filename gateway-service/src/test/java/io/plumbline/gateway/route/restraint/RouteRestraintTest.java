package io.plumbline.gateway.route.restraint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.Sticky;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteRestraintTest {

    private static final CallRollout ROLLOUT = new CallRollout(UUID.randomUUID(), 0);

    /// The weight that the control loses would be the canary's: all calls, for the weight 0.
    @Test
    void givesTheCanaryOfARolloutNoMoreThanTheRolloutDoes() {
        Route route = route("team-a", ROLLOUT, variant("stable", 95), variant("canary", 5));
        assertThat(weights(lower("stable", 0), route)).containsExactly(95, 5);
        assertThat(weights(lower("stable", 30), route)).containsExactly(95, 5);
        assertThat(weights(lower("canary", 1), route)).containsExactly(95, 1);
        assertThat(weights(lower("stable", 0), route("team-a", null, variant("stable", 60), variant("other", 40))))
                .containsExactly(0, 40);
    }

    @Test
    void restrainsNoRouteOfAnotherTeamThatHasTheNameNow() {
        RouteRestraint pause =
                new RouteRestraint(UUID.randomUUID(), "team-a", "desk", RestraintKind.PAUSE, null, null, null);
        Variant only = variant("stable", 1);
        assertThat(RouteRestraint.applyAll(route("team-a", null, only), List.of(pause))
                        .isPaused())
                .isTrue();
        assertThat(RouteRestraint.applyAll(route("team-b", null, only), List.of(pause))
                        .isPaused())
                .isFalse();
    }

    private static RouteRestraint lower(String variant, int weight) {
        return new RouteRestraint(
                UUID.randomUUID(), "team-a", "desk", RestraintKind.LOWER_WEIGHT, variant, weight, null);
    }

    private static List<Integer> weights(RouteRestraint restraint, Route route) {
        return RouteRestraint.applyAll(route, List.of(restraint)).definition().variants().stream()
                .map(Variant::weight)
                .toList();
    }

    private static Route route(String team, @Nullable CallRollout rollout, Variant... variants) {
        return new Route(
                "desk",
                team,
                Environment.PRODUCTION,
                new RouteDefinition(List.of(variants), List.of(), 0, null, null, Sticky.USER, RouteOptions.NONE, null),
                rollout);
    }

    private static Variant variant(String name, int weight) {
        return new Variant(name, new Target("m", 1, null, null), null, weight);
    }
}
