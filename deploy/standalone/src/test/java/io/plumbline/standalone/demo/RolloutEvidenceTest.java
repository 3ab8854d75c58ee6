package io.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.StoryBroke;
import org.junit.jupiter.api.Test;

class RolloutEvidenceTest {

    private static final String ARMS = """
            "canary": {"calls": 45, "errors": 14, "errorRate": 0.311, "meanScore": 0.4},
            "control": {"calls": 180, "errors": 0, "errorRate": 0.0, "meanScore": 0.98},
            """;

    @Test
    void tellsBothArmsAndTheEvidenceThatReachedItsThreshold() {
        assertThat(RolloutEvidence.table(Api.parsed("{\"evidence\": {" + ARMS + """
                        "metrics": [
                          {"name": "errorRate", "margin": 0.02, "harm": {"eValue": 300.5, "threshold": 200.0},
                           "breach": {"eValue": 412.25}},
                          {"name": "score", "margin": 0.05, "harm": {"eValue": 17.0, "threshold": 200.0}}]}}
                        """)))
                .containsExactly(
                        "                   canary  control   margin        e-value  threshold",
                        "    errorRate       0.311    0.000    0.020          412.3      200.0",
                        "    score           0.400    0.980    0.050           17.0      200.0");
    }

    @Test
    void breaksOffWhenNothingSaysWhy() {
        assertThatThrownBy(() -> RolloutEvidence.table(Api.parsed("{\"evidence\": {" + ARMS + """
                        "metrics": [{"name": "errorRate", "margin": 0.02,
                          "harm": {"eValue": 17.0, "threshold": 200.0}}]}}
                        """)))
                .isInstanceOf(StoryBroke.class);
    }
}
