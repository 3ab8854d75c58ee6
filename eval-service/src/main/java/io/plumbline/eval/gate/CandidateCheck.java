package io.plumbline.eval.gate;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

/// Makes sure that what a gate would run is there and belongs to the suite's team: this service sees every team's things,
/// the caller does not.
final class CandidateCheck {

    private final RegistryClient registry;

    CandidateCheck(RegistryClient registry) {
        this.registry = registry;
    }

    /// @throws ProblemException 400 when it is none, or not of that team
    void check(Candidate candidate, String team, String pointer) {
        Candidate.Kind kind = candidate.kind();
        if (kind == null) {
            throw invalid(pointer, "must be {model, version}, {prompt, version, model: NAME@V} or {route}");
        }
        if (kind == Candidate.Kind.ROUTE) {
            return;
        }
        int version = candidate.version() == null ? 0 : candidate.version();
        String model = String.valueOf(candidate.model());
        if (kind == Candidate.Kind.MODEL) {
            require(team, model(model, version), pointer, "no such model version in this team");
        } else {
            int at = model.indexOf('@');
            require(
                    team,
                    model(model.substring(0, at), Integer.parseInt(model.substring(at + 1))),
                    pointer + "/model",
                    "no such model version in this team");
            require(
                    team,
                    prompt(String.valueOf(candidate.prompt()), version),
                    pointer + "/prompt",
                    "no such prompt version in this team");
        }
    }

    private @Nullable VersionSummary model(String name, int version) {
        try {
            return registry.modelVersion(name, version);
        } catch (HttpClientErrorException e) {
            return absent(e);
        }
    }

    private @Nullable VersionSummary prompt(String name, int version) {
        try {
            return registry.promptVersion(name, version);
        } catch (HttpClientErrorException e) {
            return absent(e);
        }
    }

    private static @Nullable VersionSummary absent(HttpClientErrorException e) {
        if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return null;
        }
        throw e;
    }

    private static void require(String team, @Nullable VersionSummary found, String pointer, String message) {
        if (found == null || !found.team().equals(team)) {
            throw invalid(pointer, message);
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return GateProblem.CANDIDATE_INVALID
                .because("See errors for the places at fault.")
                .at(pointer, message);
    }
}
