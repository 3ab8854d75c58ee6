package io.plumbline.monitoring.canary;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollout.RolloutAnalyses;
import io.plumbline.monitoring.verdict.PostedVerdicts;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rollout-analyses")
class RolloutAnalysisController {

    private final RolloutAnalyses analyses;
    private final PostedVerdicts verdicts;
    private final Clock clock;

    RolloutAnalysisController(RolloutAnalyses analyses, PostedVerdicts verdicts, Clock clock) {
        this.analyses = analyses;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    /// Lists the analyses of rollouts, the newest rollout first.
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<RolloutAnalysisResponse> list(@Valid @ParameterObject Paging paging) {
        return analyses.list(paging).map(analysis -> RolloutAnalysisResponse.of(analysis, List.of(), clock.instant()));
    }

    /// Returns the analysis of a rollout: both variants, the evidence over time, and the decisions.
    @GetMapping("/{rolloutId}")
    @RequiresPermission(Permission.MONITOR_READ)
    RolloutAnalysisResponse get(@PathVariable UUID rolloutId) {
        return RolloutAnalysisResponse.of(analyses.get(rolloutId), verdicts.of(rolloutId), clock.instant());
    }
}
