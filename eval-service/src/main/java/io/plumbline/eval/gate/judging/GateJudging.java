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
import io.plumbline.eval.suite.document.JudgeRule;
import io.plumbline.eval.suite.document.SuiteDocument;
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

/// The part of the judges in a gate. Several judges of a suite rate answers one after another, each with its own
/// sample, calibration and checks.
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

    /// Has each judge rate the sampled answers within the run of `calls`, and stores its ratings.
    ///
    /// @throws UnknownRubricException if the rubric no longer exists
    public void ask(Gate gate, JudgeCalls calls) {
        of(gate).forEach(judged -> ask(gate, judged, required(gate, judged), calls));
    }

    /// A judge of a gate.
    ///
    /// @param key of its ratings
    private record Judged(String key, JudgeRule rule) {}

    private static List<Judged> of(Gate gate) {
        return gate.document().judgesByKey().entrySet().stream()
                .map(judge -> new Judged(judge.getKey(), judge.getValue()))
                .toList();
    }

    private JudgeRun.Asked ask(Gate gate, Judged judged, JudgeSetting setting, JudgeCalls calls) {
        JudgeRule rule = judged.rule();
        RatingKeys keys = RatingKeys.of(gate, judged.key(), rule, setting, calibrations(gate, setting));
        return new JudgeRun(gate, verdicts, answers, judge, calls, keys).ask(rule.sampleOrDefault());
    }

    private JudgeSetting required(Gate gate, Judged judged) {
        return setting(gate, judged)
                .orElseThrow(() ->
                        new UnknownRubricException("The rubric " + judged.rule().rubric() + " does not exist."));
    }

    /// Returns the settings of the judge in the gate.
    private Optional<JudgeSetting> setting(Gate gate, Judged judged) {
        return asTeam(gate, () -> judges.setting(gate.team(), judged.rule().document(gate.team())))
                .map(setting -> setting.servedBy(gate.run().servedJudge(judged.key())));
    }

    /// Returns the checks of the judges, none for a suite without a judge; empty if the gate ended meanwhile.
    ///
    /// @param calls the run of the judges' calls
    /// @param confidence confidence of the two-sided intervals
    /// @throws UnknownRubricException if the rubric no longer exists
    public Optional<List<GateCheck>> judge(Gate gate, JudgeCalls calls, double confidence) {
        List<GateCheck> checks = new ArrayList<>();
        for (Judged judged : of(gate)) {
            JudgeSetting setting = required(gate, judged);
            JudgeRun.Asked asked = ask(gate, judged, setting, calls);
            if (asked.isOver()) {
                return Optional.empty();
            }
            checks.addAll(checks(gate, judged, setting, confidence));
            if (asked.skipped() > 0) {
                checks.add(JudgeChecks.skipped(judged.rule(), asked.skipped(), asked.drawn()));
            }
        }
        return Optional.of(checks);
    }

    /// Returns the checks of the judges from stored ratings, without calls; none of a rubric that no longer exists.
    ///
    /// @param confidence confidence of the two-sided intervals
    public List<GateCheck> stored(Gate gate, double confidence) {
        return of(gate).stream()
                .flatMap(
                        judged -> setting(gate, judged)
                                .map(setting -> checks(gate, judged, setting, confidence))
                                .orElse(List.of())
                                .stream())
                .toList();
    }

    private List<GateCheck> checks(Gate gate, Judged judged, JudgeSetting setting, double confidence) {
        List<GateVerdict> all = verdicts.all(gate.id(), judged.key());
        return new JudgeChecks(gate, judged.rule(), all, clusters(gate, all), confidence)
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

    /// Returns the dependencies of the checks: of the suite's `judge`, `judge` and `rubric` with their digests, and the
    /// valid calibrations by side; of further `judges`, a list of the same. Empty for a suite without a judge.
    public Map<String, Object> dependencies(Gate gate) {
        Map<String, Object> all = new TreeMap<>();
        List<Map<String, Object>> further = new ArrayList<>();
        for (Judged judged : of(gate)) {
            setting(gate, judged).ifPresent(setting -> {
                Map<String, Object> of = dependencies(gate, judged.rule(), setting);
                if (judged.key().equals(SuiteDocument.MAIN_JUDGE)) {
                    all.putAll(of);
                } else {
                    of.put("name", judged.key());
                    further.add(of);
                }
            });
        }
        if (!further.isEmpty()) {
            all.put("judges", further);
        }
        return all;
    }

    private Map<String, Object> dependencies(Gate gate, JudgeRule rule, JudgeSetting setting) {
        Map<String, Object> calibrated = new TreeMap<>();
        calibrations(gate, setting)
                .forEach((side, calibration) -> calibrated.put(side.name().toLowerCase(Locale.ROOT), calibration));
        return new TreeMap<>(Map.of("judge", judge(rule, setting), "calibrations", calibrated));
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
