package io.plumbline.eval.gate.judging;

import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.calibration.JudgeLabels;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.suite.document.SuiteDocument.JudgeRule;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The judge's part of a gate, for suites with a judge.
public final class GateJudging {

    private static final int PAGE = 500;

    private final JudgeCatalog judges;
    private final CalibrationLookup calibrations;
    private final RatingStore verdicts;
    private final AnswerStore answers;
    private final ItemJudge judge;

    public GateJudging(
            JudgeCatalog judges,
            CalibrationLookup calibrations,
            RatingStore verdicts,
            AnswerStore answers,
            ItemJudge judge) {
        this.judges = judges;
        this.calibrations = calibrations;
        this.verdicts = verdicts;
        this.answers = answers;
        this.judge = judge;
    }

    /// Has the judge rate the sampled answers within the run of `calls`, and stores its ratings.
    ///
    /// @throws UnknownRubricException if the rubric no longer exists
    public void ask(Gate gate, JudgeCalls calls) {
        JudgeRule rule = gate.document().judge();
        if (rule != null) {
            ask(gate, rule, required(gate, rule), calls);
        }
    }

    private JudgeRun.Asked ask(Gate gate, JudgeRule rule, JudgeSetting setting, JudgeCalls calls) {
        RatingKeys keys = RatingKeys.of(gate, rule, setting, calibrations(gate, setting));
        return new JudgeRun(gate, verdicts, answers, judge, calls, keys).ask(rule.sampleOrDefault());
    }

    private JudgeSetting required(Gate gate, JudgeRule rule) {
        return setting(gate, rule)
                .orElseThrow(() -> new UnknownRubricException("The rubric " + rule.rubric() + " does not exist."));
    }

    /// Returns the settings of the judge in the gate.
    private Optional<JudgeSetting> setting(Gate gate, JudgeRule rule) {
        return asTeam(gate, () -> judges.setting(gate.team(), rule.document(gate.team())))
                .map(setting -> setting.servedBy(gate.run().servedJudge()));
    }

    /// Returns the judge's checks, none for a suite without a judge; empty if the gate ended meanwhile.
    ///
    /// @param calls the run of the judge's calls
    /// @param confidence confidence of the two-sided intervals
    /// @throws UnknownRubricException if the rubric no longer exists
    public Optional<List<GateCheck>> judge(Gate gate, JudgeCalls calls, double confidence) {
        JudgeRule rule = gate.document().judge();
        if (rule == null) {
            return Optional.of(List.of());
        }
        JudgeSetting setting = required(gate, rule);
        JudgeRun.Asked asked = ask(gate, rule, setting, calls);
        if (asked.isOver()) {
            return Optional.empty();
        }
        List<GateCheck> checks = new ArrayList<>(checks(gate, rule, setting, confidence));
        if (asked.skipped() > 0) {
            checks.add(JudgeChecks.skipped(rule, asked.skipped(), asked.drawn()));
        }
        return Optional.of(checks);
    }

    /// Returns the judge's checks from stored ratings, without calls; none if the rubric no longer exists.
    ///
    /// @param confidence confidence of the two-sided intervals
    public List<GateCheck> stored(Gate gate, double confidence) {
        JudgeRule rule = gate.document().judge();
        return rule == null
                ? List.of()
                : setting(gate, rule)
                        .map(setting -> checks(gate, rule, setting, confidence))
                        .orElse(List.of());
    }

    private List<GateCheck> checks(Gate gate, JudgeRule rule, JudgeSetting setting, double confidence) {
        List<GateVerdict> all = verdicts.all(gate.id());
        return new JudgeChecks(gate, rule, all, clusters(gate, all), confidence)
                .checks(lookUp(gate, setting, gate.candidate()), lookUp(gate, setting, gate.baseline()));
    }

    /// Returns item → cluster for the rated items, read page by page because their texts are long.
    private Map<Integer, String> clusters(Gate gate, List<GateVerdict> all) {
        List<Integer> places =
                all.stream().map(GateVerdict::item).distinct().sorted().toList();
        Map<Integer, String> clusters = new HashMap<>();
        for (int from = 0; from < places.size(); from += PAGE) {
            answers.items(gate.id(), places.subList(from, Math.min(from + PAGE, places.size())))
                    .forEach(item -> clusters.put(item.item(), item.cluster()));
        }
        return clusters;
    }

    /// Returns the dependencies of the judge's checks: `judge` and `rubric` with their digests, and the valid
    /// calibrations by side. Empty for a suite without a judge.
    public Map<String, Object> dependencies(Gate gate) {
        JudgeRule rule = gate.document().judge();
        Optional<JudgeSetting> setting = rule == null ? Optional.empty() : setting(gate, rule);
        if (rule == null || setting.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> calibrated = new TreeMap<>();
        calibrations(gate, setting.get())
                .forEach((side, calibration) -> calibrated.put(side.name().toLowerCase(Locale.ROOT), calibration));
        return Map.of("judge", judge(rule, setting.get()), "calibrations", calibrated);
    }

    private static Map<String, String> judge(JudgeRule rule, JudgeSetting setting) {
        Map<String, String> judge = new TreeMap<>();
        judge.put("model", rule.model());
        judge.put("digest", setting.digest());
        judge.put("rubric", rule.rubric());
        if (setting.served() != null) {
            judge.put("servedConfiguration", setting.served());
        }
        return judge;
    }

    /// Returns the valid calibrations by side.
    private Map<Side, UUID> calibrations(Gate gate, JudgeSetting setting) {
        Map<Side, UUID> holding = new EnumMap<>(Side.class);
        JudgeLabels candidate = lookUp(gate, setting, gate.candidate()).labels();
        JudgeLabels baseline = lookUp(gate, setting, gate.baseline()).labels();
        if (candidate != null) {
            holding.put(Side.CANDIDATE, candidate.calibration());
        }
        if (baseline != null) {
            holding.put(Side.BASELINE, baseline.calibration());
        }
        return holding;
    }

    private Lookup lookUp(Gate gate, JudgeSetting setting, @Nullable Candidate judged) {
        return judged == null
                ? Lookup.missing("there is no baseline.")
                : asTeam(
                        gate,
                        () -> calibrations.current(gate.team(), setting.digest(), setting.served(), judged.label()));
    }

    /// The run sees every team; lookups for a gate see only the gate's team.
    private static <T> T asTeam(Gate gate, Supplier<T> look) {
        return Tenancy.callAs(Set.of(gate.team()), look);
    }
}
