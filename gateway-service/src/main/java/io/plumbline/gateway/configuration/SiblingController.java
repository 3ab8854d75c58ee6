package io.plumbline.gateway.configuration;

import io.plumbline.clients.gateway.GatewayClient.ConfigurationQuery;
import io.plumbline.clients.gateway.GatewayClient.PolicyUses;
import io.plumbline.clients.gateway.GatewayClient.ResolvedConfiguration;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.configuration.ConfigurationComposer.Bound;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardPolicies;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.Route;
import io.plumbline.gateway.route.RoutingSnapshot;
import io.plumbline.gateway.route.Target;
import io.plumbline.gateway.route.TargetDirectory;
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

/// Tells the other services by what production is served: eval-service what a gate evaluates, and
/// governance-service which routes a policy governs.
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

    /// As a call for evaluation of this version is served, and so as production would serve it.
    @PostMapping("/internal/v1/served-configurations")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    ResolvedConfiguration resolve(@RequestBody ConfigurationQuery query) {
        Target target = new Target(query.model(), query.version(), null, null);
        Resolution resolution = registry.soon(() -> directory
                        .find(target, query.team())
                        .map(found -> routing.current().asServed(query.model(), query.team(), found)))
                .orElseThrow(SiblingController::missing);
        EffectivePolicy policy = policies.inForce(resolution.policy(), query.team());
        Composed composed = composer.of(resolution, policy, prompt(query));
        return new ResolvedConfiguration(
                composed.digest(), JSON.valueToTree(composed.configuration().document()));
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

    @GetMapping("/internal/v1/policies/{name}/uses")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    PolicyUses uses(@PathVariable String name) {
        List<Route> governed = routing.current().routes().values().stream()
                .filter(Route::isProduction)
                .filter(route -> policies.inForce(route.definition().policy(), route.team())
                        .revision()
                        .name()
                        .equals(name))
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
        return RequestProblem.NOT_FOUND.because("This team has no such version, or its provider does not exist.");
    }
}
