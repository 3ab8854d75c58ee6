package io.plumbline.eval.gate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// Finds what a candidate is compared with when the request does not say: the version of the same model, or
/// of the same prompt, that is in production.
final class Baselines {

    private final RestClient registry;
    private final GateStore gates;

    Baselines(RestClient registry, GateStore gates) {
        this.registry = registry;
        this.gates = gates;
    }

    /// The gate with its baseline, which is stored with it, so that a run that goes on compares with the same.
    Gate fill(Gate gate) {
        Candidate candidate = gate.candidate();
        if (gate.baseline() != null || candidate.kind() == Candidate.Kind.ROUTE) {
            return gate;
        }
        boolean model = candidate.kind() == Candidate.Kind.MODEL;
        String name = Objects.requireNonNull(model ? candidate.model() : candidate.prompt());
        Integer inProduction = production(model ? "models" : "prompts", name);
        if (inProduction == null || inProduction.equals(candidate.version())) {
            return gate;
        }
        Candidate baseline = model
                ? Candidate.ofModel(name, inProduction)
                : new Candidate(candidate.model(), name, inProduction, null);
        gates.setBaseline(gate.id(), baseline);
        return gates.find(gate.id()).orElseThrow();
    }

    private @Nullable Integer production(String kind, String name) {
        try {
            JsonNode found = registry.get()
                    .uri("/api/v1/" + kind + "/{name}", name)
                    .retrieve()
                    .body(JsonNode.class);
            JsonNode version = found == null ? null : found.path("aliases").path("production");
            return version != null && version.isInt() ? version.asInt() : null;
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return null;
            }
            throw e;
        }
    }
}
