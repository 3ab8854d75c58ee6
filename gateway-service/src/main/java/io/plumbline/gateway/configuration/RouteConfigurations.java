package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.configuration.ConfigurationController.Pending;
import io.plumbline.gateway.configuration.ConfigurationController.Serving;
import io.plumbline.gateway.configuration.ConfigurationController.View;
import io.plumbline.gateway.configuration.ConfigurationController.Window;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.ProductionGuard.Draft;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.production.ChangeApprovals;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Describes the configurations with which a route serves calls, and those with which it would if they were
/// allowed.
@Service
class RouteConfigurations {

    private final RouteBook routes;
    private final ChangePlanner planner;
    private final ConfigurationStore store;
    private final Clock clock;

    RouteConfigurations(RouteBook routes, ChangePlanner planner, ConfigurationStore store, Clock clock) {
        this.routes = routes;
        this.planner = planner;
        this.store = store;
        this.clock = clock;
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404 if the caller sees no such route
    View of(String name) {
        Route route =
                routes.inForce(name).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No route has this name."));
        ChangePlan plan = planner.plan(new Draft(name, route.team(), route.environment(), route.definition()), false);
        RouteMemory memory = plan.memory();
        List<Serving> serving = store.current(name).stream()
                .map(authorized -> serving(authorized, plan))
                .toList();
        List<Pending> pending = plan.decisions().entrySet().stream()
                .filter(decision -> decision.getValue().outcome() != Outcome.ALLOWED)
                .map(decision -> pending(decision.getKey(), decision.getValue(), plan))
                .toList();
        return new View(
                memory != null && memory.production(),
                (memory == null ? RiskTier.MINIMAL : memory.tier()).name(),
                serving,
                pending,
                lifted(memory));
    }

    private static Serving serving(Authorized authorized, ChangePlan plan) {
        Instant withdrawn = authorized.withdrawnAt();
        return new Serving(
                authorized.digest(),
                variants(authorized.digest(), plan),
                authorized.basis().name(),
                authorized.approvalId(),
                authorized.authorizedAt(),
                authorized.expiresAt(),
                withdrawn,
                withdrawn == null
                        ? null
                        : withdrawn.plusSeconds(
                                authorized.configuration().policy().graceSeconds()),
                authorized.configuration().document());
    }

    private static Pending pending(String digest, Decision decision, ChangePlan plan) {
        return new Pending(
                digest,
                variants(digest, plan),
                decision.outcome().name(),
                decision.approvers(),
                ChangeApprovals.described(decision.changes()));
    }

    private static List<String> variants(String digest, ChangePlan plan) {
        return plan.after().entrySet().stream()
                .filter(each -> each.getValue().digest().equals(digest))
                .map(Map.Entry::getKey)
                .toList();
    }

    private @Nullable Window lifted(@Nullable RouteMemory memory) {
        if (memory == null || !memory.isLifted(clock.instant()) || memory.lifting() == null) {
            return null;
        }
        RouteMemory.Lifting lifting = memory.lifting();
        return new Window(lifting.until(), lifting.reason(), lifting.by());
    }
}
