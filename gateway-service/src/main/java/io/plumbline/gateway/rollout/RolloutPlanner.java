package io.plumbline.gateway.rollout;

import io.plumbline.clients.gateway.RolloutAttributes.Arm;
import io.plumbline.gateway.registry.ProductionPointers;
import io.plumbline.gateway.registry.ProductionPointers.Asset;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Plans rollouts: determines the control, and whether the candidate may serve next to it.
@Component
class RolloutPlanner {

    private static final String PRODUCTION = "production";

    private final RouteBook routes;
    private final ProductionPointers pointers;
    private final ProductionGuard guard;
    private final RolloutRepository rollouts;
    private final RolloutProperties properties;
    private final Clock clock;

    RolloutPlanner(
            RouteBook routes,
            ProductionPointers pointers,
            ProductionGuard guard,
            RolloutRepository rollouts,
            RolloutProperties properties,
            Clock clock) {
        this.routes = routes;
        this.pointers = pointers;
        this.guard = guard;
        this.rollouts = rollouts;
        this.properties = properties;
        this.clock = clock;
    }

    /// Decides whether the candidate may serve production next to the current configuration.
    ///
    /// @throws ProblemException 409 if a gate or an approval is required
    ProductionGuard.Decided decide(Route route, RolloutPlan plan) {
        RouteRollout both =
                new RouteRollout(route.name(), plan.controlVariant(RolloutPlan.ALL), plan.canaryVariant(0), null);
        return guard.decide(new ProductionGuard.Draft(
                route.name(), route.team(), route.environment(), both.applyTo(route.definition())));
    }

    /// @throws ProblemException `rollout-impossible`; `rollout-cooling-down`; as for a route's targets if the
    ///     candidate is refused
    RolloutPlan plan(Route route, RolloutRequest request) {
        Variant control = control(route);
        String model = Objects.requireNonNull(control.target().model());
        int controlVersion = routes.version(control.target(), route.team())
                .orElseThrow(() -> impossible("The route's control version does not exist."));
        RolloutRequest.NewCandidate wanted = request.candidate();
        String prompt = wanted.prompt() == null ? control.prompt() : wanted.prompt();
        if (wanted.version() == controlVersion && Objects.equals(prompt, control.prompt())) {
            throw impossible("The route already serves this candidate. Name another version or prompt.");
        }
        RolloutPlan plan = new RolloutPlan(
                model,
                control,
                controlVersion,
                new Arm(RolloutPlan.CANARY, wanted.version(), prompt),
                request.plannedSteps(),
                request.plannedAnalysis(),
                pointers.version(Asset.MODEL, model),
                prompt == null ? null : pointers.version(Asset.PROMPT, ProductionMoves.promptName(prompt)));
        checkCandidate(route, plan);
        if (!Boolean.TRUE.equals(request.ignoreCoolDown())) {
            checkCoolDown(route, plan);
        }
        return plan;
    }

    private void checkCoolDown(Route route, RolloutPlan plan) {
        Instant since = clock.instant().minus(properties.coolDown());
        rollouts.findByRouteAndStateAndEndedAtGreaterThan(route.name(), RolloutState.ROLLED_BACK, since).stream()
                .filter(rollout -> rollout.plan().model().equals(plan.model())
                        && rollout.plan().canary().equals(plan.canary()))
                .flatMap(rollout -> Stream.ofNullable(rollout.endedAt()))
                .max(Comparator.naturalOrder())
                .ifPresent(ended -> {
                    throw RolloutProblem.ROLLOUT_COOLING_DOWN
                            .because("It can start again at " + ended.plus(properties.coolDown())
                                    + ". See the incident of the rollback, or ignore the cool-down.")
                            .with(
                                    "startsAgainAt",
                                    ended.plus(properties.coolDown()).toString());
                });
    }

    /// @throws ProblemException if the candidate may not join the route, or no longer may
    void checkCandidate(Route route, RolloutPlan plan) {
        routes.check(route, plan.canaryVariant(0), "/candidate/version", "/candidate/prompt");
    }

    private static Variant control(Route route) {
        List<Variant> variants = route.definition().variants();
        List<Variant> served =
                variants.stream().filter(variant -> variant.weight() > 0).toList();
        if (served.size() != 1) {
            throw impossible("Exactly one of the route's variants must have a weight. It becomes the control.");
        }
        if (variants.stream().anyMatch(variant -> variant.name().equals(RolloutPlan.CANARY))) {
            throw impossible(
                    "The candidate is called " + RolloutPlan.CANARY + ": no other variant may have this name.");
        }
        Target target = served.getFirst().target();
        if (target.isDirect()) {
            throw impossible("The route must serve a registered model, because the candidate is a version of it.");
        }
        if (!isFollowed(target.alias())) {
            throw impossible("The route must name a version, or the alias production, which promotion moves.");
        }
        return served.getFirst();
    }

    private static boolean isFollowed(@Nullable String alias) {
        return alias == null || alias.equals(PRODUCTION);
    }

    private static ProblemException impossible(String because) {
        return RolloutProblem.ROLLOUT_IMPOSSIBLE.because(because);
    }
}
