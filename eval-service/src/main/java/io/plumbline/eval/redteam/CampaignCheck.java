package io.plumbline.eval.redteam;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.eval.redteam.probe.StrategyChain;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Objects;

/// Checks that a campaign can run: everything that it names exists in the team, and the caller may bypass the guards
/// if it does.
public final class CampaignCheck {

    private final SiblingServices siblings;
    private final JudgeCatalog judges;

    CampaignCheck(SiblingServices siblings, JudgeCatalog judges) {
        this.siblings = siblings;
        this.judges = judges;
    }

    /// @throws ProblemException 400 with the invalid members; 403 if the caller may not bypass the guards
    void check(String team, CampaignRequest request) {
        checkWithoutTarget(team, request);
        checkTarget(team, request.target().candidate());
    }

    /// Checks everything but the target.
    ///
    /// @throws ProblemException likewise
    void checkWithoutTarget(String team, CampaignRequest request) {
        Caller caller = Callers.current();
        if (request.comparesWithoutGuards() && !caller.may(Permission.GUARD_BYPASS, team)) {
            throw AccessProblem.FORBIDDEN
                    .because("To repeat probes without guards, you need the permission "
                            + Permission.GUARD_BYPASS.code() + " in that team.")
                    .with("permission", Permission.GUARD_BYPASS.code());
        }
        List<String> strategies = request.strategiesOrDefault();
        for (int i = 0; i < strategies.size(); i++) {
            require(
                    StrategyChain.of(strategies.get(i)).isPresent(),
                    "/strategies/" + i,
                    "must be known strategies, at most three, with crescendo or tree at the end");
        }
        if (request.dataset() != null) {
            require(siblings.dataset(team, request.dataset()).isPresent(), "/dataset", "no such dataset in this team");
        }
        if (request.attackerRoute() != null) {
            require(
                    siblings.route(team, request.attackerRoute()).isPresent(),
                    "/attackerRoute",
                    "no such route in this team");
        }
        String judge = request.judge();
        if (judge != null) {
            require(isOf(team, judge), "/grading/judge", "no such judge in this team");
        }
    }

    private boolean isOf(String team, String name) {
        try {
            Judge judge = judges.get(name);
            return judge.team().equals(team);
        } catch (ProblemException e) {
            return false;
        }
    }

    /// Checks that the target exists in the team.
    ///
    /// @throws ProblemException 400 with the invalid members
    public void checkTarget(String team, Candidate target) {
        Candidate.Kind kind = target.kind();
        if (kind == null) {
            throw invalid("/target", "must be {model, version}, {prompt, version, model: NAME@V} or {route}");
        }
        switch (kind) {
            case ROUTE ->
                require(
                        siblings.route(team, Objects.requireNonNull(target.route()))
                                .isPresent(),
                        "/target/route",
                        "no such route in this team");
            case MODEL -> requireModel(team, Objects.requireNonNull(target.modelReference()), "/target/model");
            case PROMPT -> {
                requireModel(team, Objects.requireNonNull(target.model()), "/target/model");
                require(
                        siblings.prompt(team, Objects.requireNonNull(target.promptReference()))
                                .isPresent(),
                        "/target/prompt",
                        "no such prompt version in this team");
            }
        }
    }

    private void requireModel(String team, String reference, String pointer) {
        require(siblings.model(team, reference).isPresent(), pointer, "no such model version in this team");
    }

    private static void require(boolean holds, String pointer, String message) {
        if (!holds) {
            throw invalid(pointer, message);
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return CampaignProblem.CAMPAIGN_INVALID
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }
}
