package io.plumbline.gateway.pipeline.request;

import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.registry.PromptTemplates;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import io.plumbline.kit.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Inserts a prompt version's messages before those of the call: the prompt that the call names, otherwise the
/// one bound to the variant. In production the prompt must have passed its gates, like everything else that
/// serves production calls.
@Component
public final class PromptRendering {

    private final TargetDirectory directory;
    private final PromptTemplates templates;
    private final Registry registry;

    PromptRendering(TargetDirectory directory, PromptTemplates templates, Registry registry) {
        this.directory = directory;
        this.templates = templates;
        this.registry = registry;
    }

    /// @return `name@version` of the prompt; null for none
    /// @throws ProblemException `invalid-call` if the prompt does not exist or the variables do not fit it;
    ///     `prompt-not-gated` if the call names an unapproved prompt, `target-not-gated` if the route does;
    ///     `gateway-not-ready` if the registry has not answered recently
    public @Nullable String render(CallRequest request, Resolution resolution) {
        String named = request.options().prompt();
        String reference = named == null ? resolution.prompt() : named;
        if (reference == null) {
            return null;
        }
        registry.requireCurrent();
        PromptVersionEntry version = find(reference, resolution.team(), named != null);
        if (resolution.production() && !request.options().evaluation() && !version.mayServeProduction()) {
            String reason = "The prompt " + reference + " has not passed its gates or is not approved.";
            throw named == null
                    ? CallProblem.TARGET_NOT_GATED.because(reason).with("x-should-retry", "false")
                    : CallProblem.PROMPT_NOT_GATED.because(reason).with("param", "plumbline.prompt");
        }
        String name = reference.substring(0, reference.indexOf('@'));
        request.precede(templates.of(name, version).render(request.options().variables()));
        request.surface().parameters().preset(version.parameters(), request.body());
        return reference;
    }

    private PromptVersionEntry find(String reference, String team, boolean named) {
        Optional<PromptVersionEntry> found = registry.soon(() -> directory.prompt(reference, team));
        return found.orElseThrow(() -> named
                ? CallProblem.INVALID_CALL
                        .because("No prompt " + reference + " exists in this team.")
                        .with("param", "plumbline.prompt")
                : CallProblem.MODEL_NOT_FOUND
                        .because("The prompt of this route's variant no longer exists.")
                        .with("param", "model"));
    }
}
