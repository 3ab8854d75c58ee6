package io.plumbline.gateway.route.resolve;

import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.gateway.price.KnownModels;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.registry.Registry;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lists the models that calls can reach, from memory. Thread-safe.
@Component
public final class RoutedModels implements KnownModels {

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;
    private final Registry registry;

    RoutedModels(RoutingSnapshot routing, TargetDirectory targets, Registry registry) {
        this.routing = routing;
        this.targets = targets;
        this.registry = registry;
    }

    @Override
    public boolean isProvider(String name) {
        return routing.current().provider(name).isPresent();
    }

    @Override
    public boolean isServed(@Nullable String provider, Predicate<String> named) {
        return Stream.of(listed(provider), registered(provider), routed(provider))
                .flatMap(models -> models)
                .anyMatch(named);
    }

    private Stream<String> listed(@Nullable String provider) {
        return routing.current().providers().values().stream()
                .filter(each -> provider == null || provider.equals(each.name()))
                .map(Provider::models)
                .flatMap(models -> models.stream());
    }

    private Stream<String> registered(@Nullable String provider) {
        return registry.models().stream()
                .flatMap(model -> model.versions().stream())
                .filter(version -> provider == null || provider.equals(version.provider()))
                .map(version -> version.upstreamModel());
    }

    private Stream<String> routed(@Nullable String provider) {
        return routing.current().routes().values().stream()
                .flatMap(route ->
                        route.definition().targets().flatMap(target -> targets.find(target, route.team()).stream()))
                .map(ServedTarget::upstream)
                .filter(upstream ->
                        provider == null || provider.equals(upstream.provider().name()))
                .map(UpstreamTarget::model);
    }

    /// Whether a model is registered.
    ///
    /// @param reference `name`, or `name@version`
    public boolean isRegistered(String reference) {
        int at = reference.lastIndexOf('@');
        if (at < 0) {
            return registry.model(reference).isPresent();
        }
        return registry.model(reference.substring(0, at)).stream()
                .map(ModelEntry::versions)
                .flatMap(versions -> versions.stream())
                .anyMatch(version -> String.valueOf(version.version()).equals(reference.substring(at + 1)));
    }
}
