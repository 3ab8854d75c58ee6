package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.promotion.VersionStage;
import java.util.Arrays;

/// MLflow's names of the stages.
enum MlflowStage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String label;

    MlflowStage(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    VersionStage stage() {
        return VersionStage.valueOf(name());
    }

    /// Finds a stage by MLflow's name, in any case, as MLflow does.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400
    static MlflowStage of(String text) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST.because(
                        "A stage is one of None, Staging, Production and Archived."));
    }
}
