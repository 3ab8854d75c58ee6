package io.plumbline.gateway.registry;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistryClient.Transition;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;

/// Moves the registry's pointers `production`, as this service, and waits until the gateway has received the
/// change: when a move returns, it is effective. Every move is safe to repeat. Holds no database connection; call
/// it outside any transaction.
@Component
public final class ProductionPointers {

    private static final String PRODUCTION = "production";
    private static final Duration HEARD = Duration.ofSeconds(10);

    private final RegistryClient client;
    private final Registry registry;

    ProductionPointers(RegistryClient client, Registry registry) {
        this.client = client;
        this.registry = registry;
    }

    /// The kinds of assets with such a pointer.
    public enum Asset {
        MODEL,
        PROMPT
    }

    /// Returns the version in production, as far as the gateway knows; null for none.
    ///
    /// @throws ProblemException 503 if it has received nothing for too long
    public @Nullable Integer version(Asset asset, String name) {
        if (!registry.current()) {
            throw RequestProblem.SIBLING_UNAVAILABLE.because(
                    "registry-service has sent no update for too long. Try again in a moment.");
        }
        return aliases(asset, name).get(PRODUCTION);
    }

    private Map<String, Integer> aliases(Asset asset, String name) {
        return switch (asset) {
            case MODEL -> registry.model(name).map(ModelEntry::aliases).orElse(Map.of());
            case PROMPT -> registry.prompt(name).map(PromptEntry::aliases).orElse(Map.of());
        };
    }

    /// Moves a version into production, or out of it.
    ///
    /// @param version the new production version; null to have none
    /// @param leaving the current production version, if there is one
    /// @throws ProblemException the registry's refusal; 503 if it is unavailable, or the change was not received
    public void move(Asset asset, String name, @Nullable Integer version, @Nullable Integer leaving, String reason) {
        if (Objects.equals(version, leaving)) {
            return;
        }
        if (version != null) {
            ask(asset, name, version, new Transition("PRODUCTION", reason));
        } else if (leaving != null && leaving.equals(version(asset, name))) {
            ask(asset, name, leaving, new Transition("STAGING", reason));
        }
        boolean heard = registry.within(
                        HEARD,
                        () -> Objects.equals(aliases(asset, name).get(PRODUCTION), version)
                                ? Optional.of(Boolean.TRUE)
                                : Optional.empty())
                .isPresent();
        if (!heard) {
            throw RequestProblem.SIBLING_UNAVAILABLE.because(
                    "The registry has moved its pointer, but the gateway has not received the update. Repeat the"
                            + " request.");
        }
    }

    private void ask(Asset asset, String name, int version, Transition transition) {
        try {
            switch (asset) {
                case MODEL -> client.moveModel(name, version, transition);
                case PROMPT -> client.movePrompt(name, version, transition);
            }
        } catch (RestClientResponseException e) {
            throw RegistryRefusal.of(e);
        }
    }
}
