package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import java.util.Objects;

/// Checks that the systems of a gate exist and belong to the suite's team. This service sees resources of every
/// team; the caller does not.
final class CandidateCheck {

    private final SiblingServices siblings;

    CandidateCheck(SiblingServices siblings) {
        this.siblings = siblings;
    }

    /// @throws ProblemException 400 if it does not exist or belongs to another team
    void check(Candidate candidate, String team, String pointer) {
        Candidate.Kind kind = candidate.kind();
        if (kind == null) {
            throw invalid(pointer, "must be {model, version}, {prompt, version, model: NAME@V} or {route}");
        }
        switch (kind) {
            case ROUTE -> {
                String route = Objects.requireNonNull(candidate.route());
                require(siblings.route(team, route).isPresent(), pointer + "/route", "route");
            }
            case MODEL -> requireModel(team, candidate.label(), pointer);
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
