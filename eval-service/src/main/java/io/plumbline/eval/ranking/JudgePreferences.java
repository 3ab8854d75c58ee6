package io.plumbline.eval.ranking;

import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.ReturnedPreferences;
import io.plumbline.eval.ranking.ArenaRequest.ArenaPreference;
import io.plumbline.eval.ranking.ArenaRequest.Winner;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.List;
import org.springframework.stereotype.Component;

/// The preferences of a judge between systems.
@Component
final class JudgePreferences {

    private static final int MOST = 20_000;

    private final JudgeCatalog judges;
    private final ReturnedPreferences returned;

    JudgePreferences(JudgeCatalog judges, ReturnedPreferences returned) {
        this.judges = judges;
        this.returned = returned;
    }

    /// @throws ProblemException 400 if the judge has compared no systems; 404 if there is no such judge
    List<ArenaPreference> of(String name) {
        Judge judge = judges.get(name);
        List<ArenaPreference> preferences = returned.of(judge, MOST).stream()
                .filter(each -> !each.first().equals(each.second()))
                .map(each -> new ArenaPreference(
                        each.first(),
                        each.second(),
                        Winner.valueOf(each.winner().name()),
                        each.item()))
                .toList();
        if (preferences.isEmpty()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The judge cannot be used for a ranking.")
                    .at("/judge", "has compared no systems: name both in its comparisons");
        }
        return preferences;
    }
}
