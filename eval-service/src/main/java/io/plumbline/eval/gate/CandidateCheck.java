package io.plumbline.eval.gate;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.kit.problem.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// Makes sure that what a gate would run is there and belongs to the suite's team: this service sees every
/// team's things, the caller does not.
final class CandidateCheck {

    private final RegistryClient registry;
    private final RestClient gateway;

    CandidateCheck(RegistryClient registry, RestClient gateway) {
        this.registry = registry;
        this.gateway = gateway;
    }

    /// @throws ProblemException 400 when it is none, or not of that team
    void check(Candidate candidate, String team, String pointer) {
        Candidate.Kind kind = candidate.kind();
        if (kind == null) {
            throw invalid(pointer, "must be {model, version}, {prompt, version, model: NAME@V} or {route}");
        }
        int version = candidate.version() == null ? 0 : candidate.version();
        String model = String.valueOf(candidate.model());
        switch (kind) {
            case ROUTE -> require(team, routeTeam(String.valueOf(candidate.route())), pointer + "/route", "route");
            case MODEL -> require(team, teamOf(() -> registry.modelVersion(model, version)), pointer, "model version");
            case PROMPT -> {
                int at = model.indexOf('@');
                int modelVersion = Integer.parseInt(model.substring(at + 1));
                require(
                        team,
                        teamOf(() -> registry.modelVersion(model.substring(0, at), modelVersion)),
                        pointer + "/model",
                        "model version");
                String prompt = String.valueOf(candidate.prompt());
                require(
                        team,
                        teamOf(() -> registry.promptVersion(prompt, version)),
                        pointer + "/prompt",
                        "prompt version");
            }
        }
    }

    private @Nullable String routeTeam(String route) {
        return found(() -> gateway.get()
                .uri("/api/v1/routes/{name}", route)
                .retrieve()
                .requiredBody(JsonNode.class)
                .path("team")
                .asString(""));
    }

    private static @Nullable String teamOf(Supplier<VersionSummary> look) {
        return found(() -> look.get().team());
    }

    /// What is found; null when the sibling says that it is not there.
    private static @Nullable String found(Supplier<@Nullable String> look) {
        try {
            return look.get();
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return null;
            }
            throw e;
        }
    }

    private static void require(String team, @Nullable String owner, String pointer, String what) {
        if (!team.equals(owner)) {
            throw invalid(pointer, "no such " + what + " in this team");
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return GateProblem.CANDIDATE_INVALID
                .because("See errors for the places at fault.")
                .at(pointer, message);
    }
}
