package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import org.springframework.web.client.RestClientException;

/// Checks that the systems of a gate exist and belong to the suite's team. This service sees resources of every
/// team; the caller does not.
public final class CandidateCheck {

    private final SiblingServices siblings;
    private final ServedConfigurations configurations;

    CandidateCheck(SiblingServices siblings, ServedConfigurations configurations) {
        this.siblings = siblings;
        this.configurations = configurations;
    }

    /// Makes sure that it is known how production would serve a version, where several routes would serve it
    /// differently. When the gateway does not answer, the gate itself finds out.
    ///
    /// @throws ProblemException 400 when a route has to be named, or the one that is named is no production route
    public void checkTerms(Candidate candidate, String team, String pointer) {
        String model = candidate.modelReference();
        if (model == null) {
            return;
        }
        List<String> routes;
        try {
            routes = configurations
                    .resolve(team, model, candidate.promptReference(), candidate.route())
                    .routes();
        } catch (UnknownConfigurationException e) {
            if (candidate.route() != null) {
                throw invalid(pointer + "/route", "must be a production route of this team that can serve the version");
            }
            return;
        } catch (RestClientException e) {
            return;
        }
        if (!routes.isEmpty()) {
            throw invalid(
                    pointer + "/route",
                    "must name one of these production routes, which serve the model under different terms: "
                            + String.join(", ", routes));
        }
    }

    /// @throws ProblemException 400 if it does not exist or belongs to another team
    public void check(Candidate candidate, String team, String pointer) {
        Candidate.Kind kind = candidate.kind();
        if (kind == null) {
            throw invalid(
                    pointer,
                    "must be {model, version}, {prompt, version, model: NAME@V} or {route}; a version may name a route, too");
        }
        switch (kind) {
            case ROUTE -> {
                String route = Objects.requireNonNull(candidate.route());
                require(siblings.route(team, route).isPresent(), pointer + "/route", "route");
            }
            case MODEL -> requireModel(team, Objects.requireNonNull(candidate.modelReference()), pointer);
            case PROMPT -> {
                requireModel(team, Objects.requireNonNull(candidate.model()), pointer + "/model");
                String prompt = Objects.requireNonNull(candidate.promptReference());
                require(siblings.prompt(team, prompt).isPresent(), pointer + "/prompt", "prompt version");
            }
        }
    }

    private void requireModel(String team, String reference, String pointer) {
        require(siblings.model(team, reference).isPresent(), pointer, "model version");
    }

    private static void require(boolean there, String pointer, String what) {
        if (!there) {
            throw invalid(pointer, "no such " + what + " in this team");
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return GateProblem.CANDIDATE_INVALID
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }
}
