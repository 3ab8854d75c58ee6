package io.plumbline.gateway.configuration;

import io.plumbline.clients.gateway.GatewayClient.ConfigurationQuery;
import io.plumbline.clients.gateway.GatewayClient.PolicyUses;
import io.plumbline.clients.gateway.GatewayClient.ResolvedConfiguration;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.configuration.ConfigurationComposer.Bound;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.Routing;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Answers the other services: eval-service queries what a gate evaluates, and governance-service which routes a
/// policy governs.
@RestController
class SiblingController {

    private static final int MOST_NAMED = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RoutingSnapshot routing;
    private final TargetDirectory directory;
    private final GuardPolicies policies;
    private final ConfigurationComposer composer;
    private final AuthorizedConfigurations authorized;
    private final Registry registry;

    SiblingController(
            RoutingSnapshot routing,
            TargetDirectory directory,
            GuardPolicies policies,
            ConfigurationComposer composer,
            AuthorizedConfigurations authorized,
            Registry registry) {
        this.routing = routing;
        this.directory = directory;
        this.policies = policies;
        this.composer = composer;
        this.authorized = authorized;
        this.registry = registry;
    }

    /// Returns the configuration that serves an evaluation call of this version, which is how production would
    /// serve it: through the named route, otherwise the first route that serves the model. Reports whether other
    /// routes would serve it differently.
    @PostMapping("/internal/v1/served-configurations")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    ResolvedConfiguration resolve(@RequestBody ConfigurationQuery query) {
        Target target = new Target(query.model(), query.version(), null, null);
        ServedTarget found =
                registry.soon(() -> directory.find(target, query.team())).orElseThrow(SiblingController::missing);
        Bound prompt = prompt(query);
        Routing current = routing.current();
        Resolution resolution = query.route() == null
                ? current.asServed(query.model(), query.team(), found)
                : current.asServedBy(query.route(), query.team(), found).orElseThrow(SiblingController::missing);
        Composed composed = composed(resolution, query, prompt);
        return new ResolvedConfiguration(
                composed.digest(),
                JSON.valueToTree(composed.configuration().document()),
                query.route() == null ? differing(current, found, query, prompt) : List.of());
    }

    private Composed composed(Resolution resolution, ConfigurationQuery query, @Nullable Bound prompt) {
        return composer.of(resolution, policies.inForce(resolution.policy(), query.team()), prompt);
    }

    /// Returns the routes that serve the model if their configurations differ.
    private List<String> differing(
            Routing current, ServedTarget target, ConfigurationQuery query, @Nullable Bound prompt) {
        List<String> routes = current.leadingTo(query.model(), query.team()).stream()
                .map(Route::name)
                .toList();
        long configurations = routes.stream()
                .flatMap(route -> current.asServedBy(route, query.team(), target).stream())
                .map(resolution -> composed(resolution, query, prompt).digest())
                .distinct()
                .count();
        return configurations > 1 ? routes.stream().limit(MOST_NAMED).toList() : List.of();
    }

    private @Nullable Bound prompt(ConfigurationQuery query) {
        String reference = query.prompt();
        if (reference == null) {
            return null;
        }
        if (!reference.matches("[^@]{1,63}@[1-9][0-9]{0,8}")) {
            throw missing();
        }
        return registry.soon(() -> composer.prompt(reference, query.team())).orElseThrow(SiblingController::missing);
    }

    private boolean isGovernedBy(String policy, Route route) {
        return policies.inForce(route.definition().policy(), route.team())
                .revision()
                .name()
                .equals(policy);
    }

    @GetMapping("/internal/v1/policies/{name}/uses")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    PolicyUses uses(@PathVariable String name) {
        List<Route> governed = routing.current().routes().values().stream()
                .filter(Route::isProduction)
                .filter(route -> isGovernedBy(name, route) || isGovernedBy(name, route.unrestrained()))
                .toList();
        RiskTier tier = governed.stream()
                .map(route -> Optional.ofNullable(authorized.memory(route.name()))
                        .map(RouteMemory::tier)
                        .orElse(RiskTier.MINIMAL))
                .reduce(RiskTier::or)
                .orElse(null);
        return new PolicyUses(
                tier,
                governed.stream().map(Route::name).sorted().limit(MOST_NAMED).toList());
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because(
                "This team has no such version or production route, or the provider does not exist.");
    }
}
