package io.plumbline.gateway.route.resolve;

import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.definition.Target;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Resolves targets from memory. A team's routes can use the team's own models, and providers of the team or the
/// platform. Everything else does not exist for the team.
@Component
public final class TargetDirectory {

    private final RoutingSnapshot routing;
    private final Registry registry;

    TargetDirectory(RoutingSnapshot routing, Registry registry) {
        this.routing = routing;
        this.registry = registry;
    }

    /// Returns the current meaning of a target.
    public Optional<ServedTarget> find(Target target, String team) {
        String model = target.model();
        if (model == null) {
            return Optional.empty();
        }
        if (target.provider() != null) {
            return direct(target.provider(), model, team);
        }
        Optional<ModelEntry> entry =
                registry.model(model).filter(found -> found.team().equals(team));
        Integer version = target.version();
        String alias = target.alias();
        Optional<ModelVersionEntry> found = version != null
                ? entry.flatMap(each -> Registry.version(each, version))
                : entry.flatMap(each -> alias == null ? Optional.empty() : Registry.alias(each, alias));
        return found.flatMap(each -> served(entry.orElseThrow(), each, team));
    }

    /// Returns a provider's model called directly.
    Optional<ServedTarget> direct(String provider, String model, String team) {
        return usable(provider, model, team)
                .map(each -> new ServedTarget(new UpstreamTarget(each, model, null), null, null, false));
    }

    private Optional<ServedTarget> served(ModelEntry model, ModelVersionEntry version, String team) {
        return usable(version.provider(), version.upstreamModel(), team)
                .map(provider -> new ServedTarget(
                        new UpstreamTarget(provider, version.upstreamModel(), version.parameters()),
                        model.name(),
                        version.version(),
                        version.mayServeProduction(),
                        Registrations.of(model, version)));
    }

    private Optional<Provider> usable(String provider, String model, String team) {
        return routing.current()
                .provider(provider)
                .filter(each -> each.isUsableBy(team))
                .filter(each -> each.offers(model));
    }

    /// Returns a prompt version of the team.
    ///
    /// @param reference `name@version`
    public Optional<PromptVersionEntry> prompt(String reference, String team) {
        int at = reference.indexOf('@');
        return registry.prompt(reference.substring(0, at))
                .filter(prompt -> prompt.team().equals(team))
                .flatMap(prompt -> Registry.version(prompt, Integer.parseInt(reference.substring(at + 1))));
    }
}
