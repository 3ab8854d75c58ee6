package io.plumbline.eval.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// Finds out what a gate has to ask, and with which prompt.
final class Systems {

    private final RestClient registry;

    Systems(RestClient registry) {
        this.registry = registry;
    }

    /// The candidate, and the baseline if there is one.
    ///
    /// @throws UnrunnableGateException when a prompt is not there or is another team's
    List<SystemUnderTest> of(Gate gate) {
        List<SystemUnderTest> systems = new ArrayList<>(2);
        systems.add(system(gate, Side.CANDIDATE, gate.candidate()));
        if (gate.baseline() != null) {
            systems.add(system(gate, Side.BASELINE, gate.baseline()));
        }
        return systems;
    }

    private SystemUnderTest system(Gate gate, Side side, Candidate candidate) {
        String own = candidate.promptReference();
        String prompt = own == null ? gate.document().template().prompt() : own;
        return new SystemUnderTest(side, candidate, prompt, prompt == null ? Set.of() : variables(gate.team(), prompt));
    }

    private Set<String> variables(String team, String prompt) {
        String[] reference = prompt.split("@", 2);
        JsonNode found = version(reference[0], reference[1]);
        if (found == null || !found.path("team").asString("").equals(team)) {
            throw new UnrunnableGateException("The prompt " + prompt + " is not there.");
        }
        Set<String> names = new LinkedHashSet<>();
        found.path("variables").path("properties").properties().forEach(property -> names.add(property.getKey()));
        return names;
    }

    private @Nullable JsonNode version(String name, String version) {
        try {
            return registry.get()
                    .uri("/api/v1/prompts/{name}/versions/{version}", name, version)
                    .retrieve()
                    .body(JsonNode.class);
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return null;
            }
            throw e;
        }
    }
}
