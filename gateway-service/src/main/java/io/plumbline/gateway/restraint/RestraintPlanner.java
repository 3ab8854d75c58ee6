package io.plumbline.gateway.restraint;

import io.plumbline.gateway.restraint.PolicyComparison.Pair;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.Choice;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.route.restraint.RouteRestraint;
import io.plumbline.kit.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Proves that a restraint tightens or reduces, and computes its effect. Refuses everything else.
@Component
class RestraintPlanner {

    private final RouteBook routes;
    private final PolicyComparison policies;

    RestraintPlanner(RouteBook routes, PolicyComparison policies) {
        this.routes = routes;
        this.policies = policies;
    }

    /// A proven restraint.
    ///
    /// @param compared see [Restraint#compared]
    record Plan(
            RouteRestraint effect, @Nullable String compared, Map<String, Object> before, Map<String, Object> after) {}

    /// @param route with what is in force on it
    /// @throws ProblemException `restraint-refused`; 400 for a policy of another team; 503 without governance
    Plan plan(Route route, UUID id, RestraintRequest request) {
        return switch (request.kind()) {
            case PAUSE ->
                new Plan(
                        effect(route, id, request, null),
                        null,
                        Map.of("paused", route.isPaused()),
                        Map.of("paused", true));
            case USE_FALLBACKS -> fallbacks(route, id, request);
            case LOWER_WEIGHT -> lowered(route, id, request);
            case STRICTER_POLICY -> stricter(route, id, request);
        };
    }

    private static RouteRestraint effect(Route route, UUID id, RestraintRequest request, @Nullable Integer weight) {
        return new RouteRestraint(
                id, route.team(), route.name(), request.kind(), request.variant(), weight, request.policy());
    }

    private static Plan fallbacks(Route route, UUID id, RestraintRequest request) {
        RouteDefinition definition = route.definition();
        List<String> own = definition.variants().stream()
                .map(variant -> variant.target().label())
                .toList();
        List<String> fallbacks =
                definition.fallbacks().stream().map(Target::label).toList();
        if (own.stream().anyMatch(target -> fallbacks.stream().allMatch(target::equals))) {
            throw refused("The route has no fallback for each of its variants. Add one, or pause the route.");
        }
        return new Plan(effect(route, id, request, null), null, Map.of("targets", own), Map.of("targets", fallbacks));
    }

    private static Plan lowered(Route route, UUID id, RestraintRequest request) {
        RouteDefinition definition = route.definition();
        if (route.rollout() != null && !RouteRollout.CANARY.equals(request.variant())) {
            throw refused("The canary of a rollout would receive the calls. Lower its weight, or pause the route.");
        }
        Variant variant = definition.variants().stream()
                .filter(each -> each.name().equals(request.variant()))
                .findFirst()
                .orElseThrow(() -> refused("The route has no variant " + request.variant() + "."));
        if (variant.weight() == 0) {
            throw refused("The variant has the weight 0 already.");
        }
        boolean others = definition.variants().stream()
                .anyMatch(each -> each.weight() > 0 && !each.name().equals(variant.name()));
        if (!others) {
            throw refused("No other variant has a weight. Switch to fallbacks, or pause the route.");
        }
        double by = request.by() == null ? 1 : request.by();
        int weight = (int) Math.floor(variant.weight() * (1 - by));
        if (weight > 0 && definition.options().choiceOrUsual() != Choice.WEIGHTED) {
            throw refused("The route does not choose by weight, so only by 1 has an effect.");
        }
        return new Plan(
                effect(route, id, request, weight),
                null,
                Map.of("weights", weights(definition, variant.name(), variant.weight())),
                Map.of("weights", weights(definition, variant.name(), weight)));
    }

    private static Map<String, Object> weights(RouteDefinition definition, String variant, int weight) {
        Map<String, Object> weights = new LinkedHashMap<>();
        definition
                .variants()
                .forEach(each -> weights.put(each.name(), each.name().equals(variant) ? weight : each.weight()));
        return weights;
    }

    private Plan stricter(Route route, UUID id, RestraintRequest request) {
        String policy = request.policy() == null ? "" : request.policy();
        routes.checkPolicy(route.team(), policy);
        Pair pair = policies.inForce(policy, route.definition().policy(), route.team())
                .orElseThrow(() -> refused("The team may not use the policy " + policy + "."));
        if (pair.isOne()) {
            throw refused("The policy " + policy + " guards the route already.");
        }
        List<String> looser = policies.looser(pair);
        if (!looser.isEmpty()) {
            throw refused("The policy %s is not at least as strict as %s: %s."
                    .formatted(pair.stricter().label(), pair.own().label(), String.join(", ", looser)));
        }
        return new Plan(
                effect(route, id, request, null),
                pair.label(),
                Map.of("policy", pair.own().label()),
                Map.of("policy", pair.stricter().label()));
    }

    static ProblemException refused(String because) {
        return RestraintProblem.RESTRAINT_REFUSED.because(because);
    }
}
