package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.Approval;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.provider.ProviderGuard;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.ProductionGuard.Draft;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.production.ChangeProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides about a new address of a provider, for all production routes whose configurations contain it. One
/// approval covers the new address and nothing else.
@Component
class ProviderChanges implements ProviderGuard {

    private final RoutingSnapshot routing;
    private final RouteBook routes;
    private final ConfigurationComposer composer;
    private final ChangePlanner planner;
    private final ProductionChanges production;
    private final ChangeApprovals approvals;
    private final Clock clock;

    ProviderChanges(
            RoutingSnapshot routing,
            RouteBook routes,
            ConfigurationComposer composer,
            ChangePlanner planner,
            ProductionChanges production,
            ChangeApprovals approvals,
            Clock clock) {
        this.routing = routing;
        this.routes = routes;
        this.composer = composer;
        this.planner = planner;
        this.production = production;
        this.approvals = approvals;
        this.clock = clock;
    }

    @Override
    public Decided decide(String name, String team, ProviderKind kind, URI baseUrl) {
        ServedConfiguration.Provider moved =
                new ServedConfiguration.Provider(name, kind.wireName(), baseUrl.toString());
        List<ChangePlan> plans = Tenancy.callAsPlatform(() -> plans(moved));
        Decision all = Decision.NOTHING;
        for (ChangePlan plan : plans) {
            if (!plan.isLifted(clock.instant())) {
                all = all.and(plan.decision());
            }
        }
        if (all.outcome() == Outcome.REFUSED || all.outcome() == Outcome.NEEDS_GATE) {
            throw ChangeProblem.PRODUCTION_CHANGE_REFUSED
                    .because("Production routes use this provider, and this change to it is not allowed.")
                    .with("changes", ChangeApprovals.described(all.changes()));
        }
        Approval approval = all.outcome() == Outcome.NEEDS_APPROVAL ? require(moved, team, all) : null;
        return () -> plans.forEach(plan -> production.apply(plan, approval, basis(plan, approval)));
    }

    private Basis basis(ChangePlan plan, @Nullable Approval approval) {
        if (plan.isLifted(clock.instant())) {
            return Basis.BREAK_GLASS;
        }
        return approval == null ? Basis.EVIDENCE : Basis.APPROVAL;
    }

    private Approval require(ServedConfiguration.Provider moved, String team, Decision decision) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("kind", moved.kind());
        address.put("baseUrl", moved.baseUrl());
        return approvals.require(new ChangeApprovals.Wanted(
                team.equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : team,
                "gateway.provider.change",
                "provider",
                moved.name() + " " + ServedConfiguration.digestOf(address),
                decision.approvers(),
                "Give provider " + moved.name() + " the address " + moved.baseUrl() + ".",
                decision.changes()));
    }

    /// Returns a plan for each production route whose configuration would change.
    private List<ChangePlan> plans(ServedConfiguration.Provider moved) {
        List<ChangePlan> plans = new ArrayList<>();
        for (Route led : routing.current().routes().values()) {
            Route route = led.isProduction() ? routes.inForce(led.name()).orElse(null) : null;
            if (route == null) {
                continue;
            }
            Map<String, Composed> after = new LinkedHashMap<>();
            boolean touched = false;
            for (Map.Entry<String, Composed> each : composer.of(route).entrySet()) {
                ServedConfiguration before = each.getValue().configuration();
                ServedConfiguration configuration = before.at(moved);
                touched |= !before.equals(configuration);
                after.put(
                        each.getKey(),
                        new Composed(configuration, each.getValue().tier()));
            }
            if (touched) {
                Draft draft = new Draft(route.name(), route.team(), route.environment(), route.definition());
                plans.add(planner.plan(draft, after));
            }
        }
        return plans;
    }
}
