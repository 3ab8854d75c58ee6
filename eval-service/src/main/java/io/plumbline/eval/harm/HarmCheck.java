package io.plumbline.eval.harm;

import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.redteam.CampaignCheck;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;

/// Checks that a measurement can run: everything that it names exists in the team.
final class HarmCheck {

    private final SiblingServices siblings;
    private final JudgeCatalog judges;
    private final CampaignCheck targets;
    private final HarmLibrary library;

    HarmCheck(SiblingServices siblings, JudgeCatalog judges, CampaignCheck targets, HarmLibrary library) {
        this.siblings = siblings;
        this.judges = judges;
        this.targets = targets;
        this.library = library;
    }

    /// @throws ProblemException 400 with the invalid members
    void check(String team, HarmRequest request) {
        targets.checkTarget(team, request.target().candidate());
        List<HarmLimit> limits = request.limitsOrNone();
        for (int i = 0; i < limits.size(); i++) {
            require(
                    limits.get(i).metric().kind() == request.kind(),
                    "/limits/" + i + "/metric",
                    "must be a metric of this kind");
        }
        if (request.dataset() != null) {
            require(siblings.dataset(team, request.dataset()).isPresent(), "/dataset", "no such dataset in this team");
        } else if (request.groups() != null) {
            List<String> known = library.groups(request.kind());
            require(known.containsAll(request.groups()), "/groups", "must be among " + String.join(", ", known));
        }
        String judge = request.judge();
        if (judge != null) {
            require(request.kind().takesJudge(), "/judge", "this kind takes no judge");
            require(isOf(team, judge), "/judge", "no such judge in this team");
        }
    }

    private boolean isOf(String team, String name) {
        try {
            return judges.get(name).team().equals(team);
        } catch (ProblemException e) {
            return false;
        }
    }

    private static void require(boolean holds, String pointer, String message) {
        if (!holds) {
            throw HarmProblem.MEASUREMENT_INVALID
                    .because("The request is invalid. errors lists each field.")
                    .at(pointer, message);
        }
    }
}
