package io.plumbline.eval.sibling;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.RouteSummary;
import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.ProductionPointer;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.VersionSummary;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

/// What registry and gateway have of a team. This service sees every team's things there, its callers do not:
/// what is another team's is not there.
public final class Neighbours {

    private final RegistryClient registry;
    private final GatewayClient gateway;

    public Neighbours(RegistryClient registry, GatewayClient gateway) {
        this.registry = registry;
        this.gateway = gateway;
    }

    /// @param reference `name@version`
    public Optional<DatasetVersion> dataset(String team, String reference) {
        Reference at = Reference.of(reference);
        return found(() -> registry.datasetVersion(at.name(), at.version()))
                .filter(dataset -> dataset.team().equals(team));
    }

    /// @param reference `name@version`
    public Optional<PromptVersion> prompt(String team, String reference) {
        Reference at = Reference.of(reference);
        return found(() -> registry.promptVersion(at.name(), at.version()))
                .filter(prompt -> prompt.team().equals(team));
    }

    /// @param reference `name@version`
    public Optional<VersionSummary> model(String team, String reference) {
        Reference at = Reference.of(reference);
        return found(() -> registry.modelVersion(at.name(), at.version()))
                .filter(model -> model.team().equals(team));
    }

    public Optional<RouteSummary> route(String team, String name) {
        return found(() -> gateway.route(name)).filter(route -> route.team().equals(team));
    }

    /// The version of a model that is in production.
    public Optional<Integer> modelInProduction(String name) {
        return found(() -> registry.model(name)).map(ProductionPointer::production);
    }

    /// The version of a prompt that is in production.
    public Optional<Integer> promptInProduction(String name) {
        return found(() -> registry.prompt(name)).map(ProductionPointer::production);
    }

    private record Reference(String name, int version) {

        static Reference of(String reference) {
            int at = reference.lastIndexOf('@');
            return new Reference(reference.substring(0, at), Integer.parseInt(reference.substring(at + 1)));
        }
    }

    /// What is found; empty when the sibling says that it is not there. Any other refusal is thrown on.
    private static <T> Optional<T> found(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
