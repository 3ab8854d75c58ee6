package io.plumbline.eval.sibling;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.RouteSummary;
import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.ProductionPointer;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.clients.registry.VersionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

/// A team's resources in registry and gateway. This service sees every team's resources there, its callers do
/// not: another team's resource counts as missing.
public final class SiblingServices {

    private static final String SELF = "eval-service";
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 10;

    private final RegistryClient registry;
    private final GatewayClient gateway;

    public SiblingServices(RegistryClient registry, GatewayClient gateway) {
        this.registry = registry;
        this.gateway = gateway;
    }

    /// @param reference `name@version`
    public Optional<DatasetVersion> dataset(String team, String reference) {
        Reference at = Reference.of(reference);
        return found(() -> registry.datasetVersion(at.name(), at.version()))
                .filter(dataset -> dataset.team().equals(team));
    }

    /// Returns the first records of a dataset version known to belong to the team.
    ///
    /// @param reference `name@version`
    public List<Map<String, Object>> firstRecords(String reference) {
        Reference at = Reference.of(reference);
        return found(() -> registry.records(at.name(), at.version(), PAGE, null))
                .map(RegistryClient.RecordPage::items)
                .orElse(List.of());
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

    /// Returns the production version of a model.
    public Optional<Integer> modelInProduction(String name) {
        return found(() -> registry.model(name)).map(ProductionPointer::production);
    }

    /// Returns the production version of a prompt.
    public Optional<Integer> promptInProduction(String name) {
        return found(() -> registry.prompt(name)).map(ProductionPointer::production);
    }

    /// Returns the risk tier of a model; empty if it does not exist, or the registry does not report it.
    public Optional<String> riskTierOfModel(String name) {
        return found(() -> registry.model(name)).map(ProductionPointer::riskTier);
    }

    /// Returns the risk tier of a prompt; empty if it does not exist, or the registry does not report it.
    public Optional<String> riskTierOfPrompt(String name) {
        return found(() -> registry.prompt(name)).map(ProductionPointer::riskTier);
    }

    /// The results of one kind that this service itself stored with a version.
    ///
    /// @param complete false if there are more results than were read
    public record Results(List<StoredEvaluation> items, boolean complete) {

        public Results {
            items = List.copyOf(items);
        }
    }

    /// Returns the results of a kind with a model version.
    public Results resultsOfModel(String name, int version, String kind) {
        return results(
                cursor -> registry.modelEvaluations(name, version, PAGE, cursor),
                stored -> stored.kind().equals(kind));
    }

    /// Returns the results of a kind with a prompt version on a model.
    ///
    /// @param model `name@version`
    public Results resultsOfPrompt(String name, int version, String model, String kind) {
        return results(
                cursor -> registry.promptEvaluations(name, version, PAGE, cursor),
                stored -> stored.kind().equals(kind) && model.equals(stored.model()));
    }

    /// Reads a bounded number of the newest results of any kind.
    private static Results results(
            Function<@Nullable String, RegistryClient.EvaluationPage> pages, Predicate<StoredEvaluation> wanted) {
        List<StoredEvaluation> results = new ArrayList<>();
        String cursor = null;
        for (int read = 0; read < MOST_PAGES; read++) {
            String from = cursor;
            Optional<RegistryClient.EvaluationPage> page = found(() -> pages.apply(from));
            page.stream()
                    .flatMap(found -> found.items().stream())
                    .filter(stored -> wanted.test(stored) && stored.recordedBy().isService(SELF))
                    .forEach(results::add);
            cursor = page.map(RegistryClient.EvaluationPage::nextCursor).orElse(null);
            if (cursor == null) {
                return new Results(results, true);
            }
        }
        return new Results(results, false);
    }

    private record Reference(String name, int version) {

        static Reference of(String reference) {
            int at = reference.lastIndexOf('@');
            return new Reference(reference.substring(0, at), Integer.parseInt(reference.substring(at + 1)));
        }
    }

    /// Returns the result; empty if the sibling reports that it does not exist. Rethrows any other refusal.
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
