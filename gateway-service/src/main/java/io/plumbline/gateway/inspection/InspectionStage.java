package io.plumbline.gateway.inspection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.guardrails.policy.Stage;

/// A stage of a guard policy, by its name on the wire.
enum InspectionStage {
    @JsonProperty("input")
    INPUT(Stage.INPUT),
    @JsonProperty("retrieval")
    RETRIEVAL(Stage.RETRIEVAL),
    @JsonProperty("tool")
    TOOL(Stage.TOOL),
    @JsonProperty("output")
    OUTPUT(Stage.OUTPUT);

    private final Stage stage;

    InspectionStage(Stage stage) {
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }
}
