package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.change.ConfigurationChanged;
import io.plumbline.gateway.change.Followed;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderCatalog;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.RouteRollouts;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.gateway.route.restraint.RouteRestraint;
import io.plumbline.gateway.route.restraint.RouteRestraints;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.document.NamedDocuments;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds the routing in memory, so that no call reads it from the database. A change on this replica is effective
/// before its writer has the response.
@Component
public final class RoutingSnapshot implements SmartLifecycle {

    private final NamedDocuments<RouteTerms> routes;
    private final RouteRollouts rollouts;
    private final RouteRestraints restraints;
    private final Followed<Routing> routing;

    RoutingSnapshot(
            NamedDocuments<RouteTerms> routes,
            ProviderCatalog providers,
            RouteRollouts rollouts,
            RouteRestraints restraints,
            Changes changes,
            PlatformTransactionManager transactionManager) {
        this.routes = routes;
        this.rollouts = rollouts;
        this.restraints = restraints;
        this.routing = new Followed<>(
                "routing",
                Routing.EMPTY,
                version -> new Routing(
                        version,
                        routes(),
                        providers.load().stream().collect(Collectors.toMap(Provider::name, Function.identity()))),
                changes,
                transactionManager);
    }

    public Routing current() {
        return routing.current();
    }

    /// Runs first, since calls wait for nothing else.
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(ConfigurationChanged changed) {
        routing.load();
    }

    private Map<String, Route> routes() {
        Map<String, RouteRollout> inForce =
                rollouts.inForce().stream().collect(Collectors.toMap(RouteRollout::route, Function.identity()));
        List<RouteRestraint> held = restraints.inForce();
        return routes.all().stream()
                .map(route -> RouteTerms.effective(route, inForce.get(route.name())))
                .map(route -> RouteRestraint.applyAll(route, held))
                .collect(Collectors.toMap(Route::name, Function.identity()));
    }

    @Override
    public void start() {
        routing.start();
    }

    @Override
    public void stop() {
        routing.stop();
    }

    @Override
    public boolean isRunning() {
        return routing.isRunning();
    }

    /// Starts before the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
