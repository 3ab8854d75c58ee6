package io.plumbline.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutFormTest {

    private static RolloutForm form(@Nullable List<String> metrics, @Nullable String dryRun) {
        return new RolloutForm(
                "support",
                "3",
                "",
                List.of("10"),
                List.of("200"),
                List.of(""),
                metrics,
                List.of("0.01", "0.05", "0.04", "0.02", "0.1", "0.07", "0.2"),
                "helpful",
                dryRun,
                null,
                "");
    }

    @Test
    void sendsTheScorerWithTheScoreOfAnOnlineEvaluation() {
        assertThat(form(List.of("judgeScore"), null).body())
                .containsEntry(
                        "analysis",
                        Map.of(
                                "metrics",
                                List.of(Map.of(
                                        "name", "judgeScore", "margin", new BigDecimal("0.04"), "scorer", "helpful"))));
    }

    @Test
    void sendsTheSelectedMetricsWithTheirOwnMargins() {
        assertThat(form(List.of("errorRate", "latencyP95"), "yes").body())
                .containsEntry(
                        "analysis",
                        Map.of(
                                "metrics",
                                List.of(
                                        Map.of("name", "errorRate", "margin", new BigDecimal("0.01")),
                                        Map.of("name", "latencyP95", "margin", new BigDecimal("0.07"))),
                                "rollback",
                                "DRY_RUN"))
                .doesNotContainKey("ignoreCoolDown");
        assertThatThrownBy(() -> form(null, null).body()).hasMessageContaining("at least one");
    }
}
