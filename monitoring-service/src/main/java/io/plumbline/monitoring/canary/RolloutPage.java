package io.plumbline.monitoring.canary;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollback.RollbackRecord;
import io.plumbline.monitoring.rollback.Rollbacks;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.RolloutAnalyses;
import io.plumbline.monitoring.verdict.PostedVerdicts;
import io.plumbline.web.layout.PublicUrlProperties;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The pages of rollouts: the newest rollouts, and each with its variants, its evidence over time, and the
/// decisions.
@Controller
class RolloutPage {

    private final RolloutAnalyses analyses;
    private final PostedVerdicts verdicts;
    private final Rollbacks rollbacks;
    private final PublicUrlProperties urls;
    private final Clock clock;

    RolloutPage(
            RolloutAnalyses analyses,
            PostedVerdicts verdicts,
            Rollbacks rollbacks,
            PublicUrlProperties urls,
            Clock clock) {
        this.analyses = analyses;
        this.verdicts = verdicts;
        this.rollbacks = rollbacks;
        this.urls = urls;
        this.clock = clock;
    }

    @GetMapping("/rollouts")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(@Valid Paging paging, Model model) {
        Instant now = clock.instant();
        Page<RolloutRow> page = analyses.list(paging)
                .map(analysis -> RolloutAnalysisResponse.of(analysis, List.of(), now))
                .map(analysis -> new RolloutRow(analysis, RolloutStanding.of(analysis, now)));
        model.addAttribute("rollouts", page.items());
        model.addAttribute("nextCursor", page.nextCursor());
        return "monitoring/rollouts";
    }

    @GetMapping("/rollouts/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable UUID id, Model model) {
        CanaryAnalysis analysis = analyses.get(id);
        Instant now = clock.instant();
        RolloutAnalysisResponse shown = RolloutAnalysisResponse.of(analysis, verdicts.of(id), now);
        RollbackRecord rollback = rollbacks.find(id).orElse(null);
        model.addAttribute("analysis", shown);
        model.addAttribute("standing", RolloutStanding.of(shown, now));
        model.addAttribute(
                "charts",
                shown.metrics().stream()
                        .map(metric -> MetricChart.of(shown, metric))
                        .toList());
        model.addAttribute("course", HistoryRow.of(analysis, shown.course().verdicts()));
        model.addAttribute("rollback", rollback == null ? null : rollback.rollback());
        model.addAttribute("incident", rollback == null ? null : rollback.incidentId());
        model.addAttribute("incidentUrl", incidentUrl(rollback));
        return "monitoring/rollout";
    }

    private @Nullable String incidentUrl(@Nullable RollbackRecord rollback) {
        URI governance = urls.governance();
        return rollback == null || rollback.incidentId() == null || governance == null
                ? null
                : governance + "/incidents/" + rollback.incidentId();
    }
}
