package io.plumbline.eval.redteam;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.grade.GraderAccuracy;
import io.plumbline.eval.redteam.ledger.RegressionProbe;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.probe.ProbeGrammar;
import io.plumbline.eval.redteam.probe.Strategy;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/red-team")
class RegressionProbeController {

    private final FindingActions actions;
    private final ProbeGrammar grammar;

    RegressionProbeController(FindingActions actions, ProbeGrammar grammar) {
        this.actions = actions;
        this.grammar = grammar;
    }

    /// A regression probe without its texts.
    ///
    /// @param target the model, prompt or route, in any version
    /// @param campaign where it succeeded first
    record RegressionProbeResponse(
            UUID id,
            String team,
            String target,
            String category,
            String strategy,
            String goal,
            UUID campaign,
            String keptBy,
            Instant createdAt) {

        static RegressionProbeResponse of(RegressionProbe probe) {
            return new RegressionProbeResponse(
                    probe.id(),
                    probe.team(),
                    probe.target(),
                    probe.probe().category(),
                    probe.probe().strategy(),
                    probe.probe().goalId(),
                    probe.campaign(),
                    probe.keptBy(),
                    probe.createdAt());
        }
    }

    /// Lists regression probes, newest first.
    ///
    /// @param target for example `route support` or `model assistant`; default: all
    @GetMapping("/regression-probes")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    Page<RegressionProbeResponse> list(
            @RequestParam(required = false) @Size(max = 200) @Nullable String target,
            @Valid @ParameterObject Paging paging) {
        return actions.list(target, paging).map(RegressionProbeResponse::of);
    }

    @DeleteMapping("/regression-probes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    void drop(@PathVariable UUID id) {
        actions.drop(id);
    }

    /// What campaigns can be made of.
    ///
    /// @param version of the texts
    /// @param graders the measured errors of the detectors on labelled answers
    record LibraryResponse(
            String version,
            List<CategoryResponse> categories,
            List<StrategyResponse> strategies,
            List<GraderAccuracy> graders) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CategoryResponse(String category, String title, List<String> owasp, List<ProbeCategory.Technique> atlas) {}

    /// @param kind ENCODING, FRAME or TURNS
    record StrategyResponse(String strategy, Strategy.Kind kind) {}

    /// Returns the categories and strategies of the probe library, and the measured errors of the detectors.
    @GetMapping("/library")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    LibraryResponse library() {
        return new LibraryResponse(
                grammar.version(),
                Arrays.stream(ProbeCategory.values())
                        .map(category -> new CategoryResponse(
                                category.code(),
                                category.title(),
                                List.of(category.owasp2025(), category.owasp2026()),
                                category.atlas()))
                        .toList(),
                Arrays.stream(Strategy.values())
                        .map(strategy -> new StrategyResponse(strategy.code(), strategy.kind()))
                        .toList(),
                GraderAccuracy.measure());
    }
}
