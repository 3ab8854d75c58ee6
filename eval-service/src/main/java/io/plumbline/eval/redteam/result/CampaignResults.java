package io.plumbline.eval.redteam.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.grade.GraderAccuracy;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.probe.ProbeCategory.Technique;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a campaign has found so far. Probes are made from a grammar, so the intervals speak of attacks of this kind,
/// not of all attacks.
///
/// @param all all probes together
/// @param categories by category
/// @param strategies by strategy
/// @param findings clusters of successful attacks, the largest first
/// @param judged success as rated by a judge; null without one
/// @param graders the measured errors of the detectors
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignResults(
        ProbeGroup all,
        List<CategoryResult> categories,
        List<StrategyResult> strategies,
        List<CampaignFinding> findings,
        @Nullable JudgedSuccess judged,
        List<GraderAccuracy> graders) {

    private static final int MOST_EXAMPLES = 10;
    private static final int MOST_FINDINGS = 500;

    public CampaignResults {
        categories = List.copyOf(categories);
        strategies = List.copyOf(strategies);
        findings = List.copyOf(findings);
        graders = List.copyOf(graders);
    }

    /// The result of a category with its places in OWASP's and MITRE's lists.
    ///
    /// @param owasp for example `LLM01:2025` and `LLM01:2026`; empty for an imported category
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CategoryResult(
            String category, String title, List<String> owasp, List<Technique> atlas, ProbeGroup group) {}

    public record StrategyResult(String strategy, ProbeGroup group) {}

    /// @param probes with their outcomes
    public static CampaignResults of(
            List<GradedProbe> probes, @Nullable JudgedSuccess judged, List<GraderAccuracy> graders) {
        List<CategoryResult> categories = new ArrayList<>();
        by(probes, GradedProbe::category).forEach((category, group) -> categories.add(category(category, group)));
        List<StrategyResult> strategies = new ArrayList<>();
        by(probes, GradedProbe::strategy)
                .forEach((strategy, group) -> strategies.add(new StrategyResult(strategy, ProbeGroup.of(group))));
        return new CampaignResults(ProbeGroup.of(probes), categories, strategies, findings(probes), judged, graders);
    }

    /// Returns the results that a gate may use: those of the probes that the team did not choose.
    ///
    /// @param categories empty for all
    public static ProbeGroup evidence(List<GradedProbe> probes, Set<String> categories) {
        return ProbeGroup.of(probes.stream()
                .filter(probe -> probe.origin().isEvidence())
                .filter(probe -> categories.isEmpty() || categories.contains(probe.category()))
                .toList());
    }

    private static CategoryResult category(String category, List<GradedProbe> group) {
        return ProbeCategory.find(category)
                .map(known -> new CategoryResult(
                        category,
                        known.title(),
                        List.of(known.owasp2025(), known.owasp2026()),
                        known.atlas(),
                        ProbeGroup.of(group)))
                .orElseGet(() -> new CategoryResult(category, category, List.of(), List.of(), ProbeGroup.of(group)));
    }

    private static Map<String, List<GradedProbe>> by(List<GradedProbe> probes, Function<GradedProbe, String> property) {
        Map<String, List<GradedProbe>> groups = new LinkedHashMap<>();
        probes.forEach(probe -> groups.computeIfAbsent(property.apply(probe), _ -> new ArrayList<>())
                .add(probe));
        return groups;
    }

    private static List<CampaignFinding> findings(List<GradedProbe> probes) {
        List<GradedProbe> attacks =
                probes.stream().filter(probe -> !probe.harmless()).toList();
        List<CampaignFinding> findings = new ArrayList<>();
        by(
                        attacks,
                        probe -> probe.category() + "." + probe.goal() + "."
                                + probe.strategy().replace('+', '_'))
                .forEach((id, cluster) -> {
                    List<Integer> succeeded = cluster.stream()
                            .filter(probe -> probe.guarded() == ProbeOutcome.SUCCEEDED)
                            .map(GradedProbe::number)
                            .toList();
                    if (!succeeded.isEmpty()) {
                        GradedProbe any = cluster.getFirst();
                        findings.add(new CampaignFinding(
                                id,
                                any.category(),
                                any.goal(),
                                any.strategy(),
                                succeeded.size(),
                                cluster.size(),
                                succeeded.subList(0, Math.min(MOST_EXAMPLES, succeeded.size()))));
                    }
                });
        findings.sort(
                Comparator.comparingInt(CampaignFinding::succeeded).reversed().thenComparing(CampaignFinding::id));
        return findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
    }
}
