package io.plumbline.gateway.route.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.rule.Conditions;
import io.plumbline.gateway.rule.RouteRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteRolloutTest {

    /// Or the two would get calls of other kinds, and could not be compared.
    @Test
    void bringsTheCanaryWhereverARuleMeansTheControl() {
        RouteDefinition written = new RouteDefinition(
                List.of(variant("stable", 100), variant("large", 0)),
                List.of(),
                0,
                null,
                null,
                Sticky.USER,
                RouteOptions.NONE.with(List.of(rule("ours", "stable", "large"), rule("long", "large"))),
                null);
        RouteDefinition effective =
                new RouteRollout("r", variant("stable", 90), variant("canary", 10), null).applyTo(written);
        assertThat(effective.variants().stream().map(Variant::name)).containsExactly("stable", "large", "canary");
        assertThat(effective.options().rulesOrNone().stream().map(RouteRule::variants))
                .containsExactly(List.of("stable", "large", "canary"), List.of("large"));
    }

    private static RouteRule rule(String name, String... variants) {
        return new RouteRule(name, new Conditions(List.of("team-a"), null, null, null, null), List.of(variants));
    }

    private static Variant variant(String name, int weight) {
        return new Variant(name, new Target("m", 1, null, null), null, weight);
    }
}
