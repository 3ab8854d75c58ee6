package io.plumbline.eval.redteam.run;

import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignTarget;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The system that a campaign attacks.
///
/// @param model `model` of its calls
/// @param prompt registered prompt, as `name@version`; null for none
/// @param carrier the variable of the prompt that carries the user's text; null if its messages follow the prompt
/// @param variables values of the other variables
/// @param versioned whether it is a version, whose served configuration must not change
public record TargetSystem(
        String model,
        @Nullable String prompt,
        @Nullable String carrier,
        Map<String, String> variables,
        boolean versioned) {

    private static final List<String> USUAL = List.of("input", "question", "query", "message", "text", "request");
    private static final String OTHER = "example";

    public TargetSystem {
        variables = Map.copyOf(variables);
    }

    /// @throws UnrunnableTrialException if it no longer exists
    public static TargetSystem of(String team, CampaignTarget target, SiblingServices siblings) {
        Candidate candidate = target.candidate();
        String model = candidate.modelReference();
        if (model == null) {
            requireRoute(team, siblings, String.valueOf(candidate.route()));
            return new TargetSystem(candidate.gatewayModel(), null, null, Map.of(), false);
        }
        if (siblings.model(team, model).isEmpty()) {
            throw new UnrunnableTrialException("The model version " + model + " no longer exists.");
        }
        String reference = candidate.promptReference();
        if (reference == null) {
            return new TargetSystem(candidate.gatewayModel(), null, null, Map.of(), true);
        }
        PromptVersion prompt = siblings.prompt(team, reference)
                .orElseThrow(() -> new UnrunnableTrialException("The prompt " + reference + " no longer exists."));
        Map<String, String> given = target.variables();
        return withPrompt(candidate, reference, prompt, given == null ? Map.of() : given);
    }

    private static void requireRoute(String team, SiblingServices siblings, String route) {
        if (siblings.route(team, route).isEmpty()) {
            throw new UnrunnableTrialException("The route " + route + " no longer exists.");
        }
    }

    private static TargetSystem withPrompt(
            Candidate candidate, String reference, PromptVersion prompt, Map<String, String> given) {
        Set<String> names = prompt.variableNames();
        String carrier = names.stream()
                .filter(name -> !given.containsKey(name) && USUAL.contains(name))
                .findFirst()
                .or(() ->
                        names.stream().filter(name -> !given.containsKey(name)).findFirst())
                .orElse(null);
        Map<String, String> variables = new HashMap<>();
        for (String name : prompt.requiredVariables()) {
            if (!name.equals(carrier)) {
                variables.put(name, OTHER);
            }
        }
        given.forEach((name, value) -> {
            if (names.contains(name)) {
                variables.put(name, value);
            }
        });
        return new TargetSystem(candidate.gatewayModel(), reference, carrier, variables, true);
    }
}
