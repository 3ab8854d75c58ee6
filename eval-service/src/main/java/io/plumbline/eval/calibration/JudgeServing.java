package io.plumbline.eval.calibration;

import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How judges are served at this moment. Calls the gateway, so it must not be called in a transaction.
@Component
class JudgeServing {

    private final JudgeCatalog judges;
    private final ServedConfigurations configurations;

    JudgeServing(JudgeCatalog judges, ServedConfigurations configurations) {
        this.judges = judges;
        this.configurations = configurations;
    }

    /// Digest of the judge's served configuration; null for a route.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 without such a judge; 409 when the gateway does not
    ///     serve it
    @Nullable
    String of(String name) {
        Judge judge = judges.get(name);
        try {
            return configurations.digestOfJudge(judge.team(), judge.document().model());
        } catch (UnknownConfigurationException e) {
            throw CalibrationProblem.CALIBRATION_STALE.because(e.getMessage());
        }
    }
}
