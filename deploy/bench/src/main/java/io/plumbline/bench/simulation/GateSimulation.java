package io.plumbline.bench.simulation;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.multiplicity.RepeatedAttempts;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Simulates many gates like the service, on random answers. A quarter of the items is hard, so that right
/// answers of two systems correlate by 0.42, as for four systems on GSM8K (0.30 to 0.46). Both systems answer
/// each item independently. The candidate's chances equal the baseline's, minus a planted drop. Two checks can
/// fail a gate: the share of right answers, and ROUGE-L, on which a wrong answer scores partially.
///
/// @param items items of a gate
/// @param allowedDrop the margin of the suite, in both metrics
/// @param planted the candidate's mean drop, 0 to 0.5
/// @param seed random seed
public record GateSimulation(int items, double allowedDrop, double planted, long seed) {

    private static final String RIGHT = "the parcel is delivered within three working days of the order";
    private static final List<String> WRONG = List.of(
            "the parcel is collected by a neighbour on the day after",
            "we cannot say when the order is shipped",
            "delivered within three hours",
            "returns are free of charge for thirty days");
    private static final double HARD = 0.25;
    private static final double CHANCE_OF_HARD = 0.35;
    private static final double CHANCE_OF_EASY = 0.95;
    private static final UUID ID = new UUID(0, 1);

    private static final double FLOOR = 0.9;
    private static final double WAVERING = 0.15;
    private static final double CHANCE_OF_WAVERING = 0.9;

    /// Returns the number of gates per verdict.
    public Map<CheckOutcome, Integer> run(int gates) {
        GateJudge judge = new GateJudge(MetricResolver.of(MetricCatalog.lexical()));
        SplittableRandom random = new SplittableRandom(seed);
        Map<CheckOutcome, Integer> verdicts = new EnumMap<>(CheckOutcome.class);
        for (CheckOutcome outcome : CheckOutcome.values()) {
            verdicts.put(outcome, 0);
        }
        for (int gate = 0; gate < gates; gate++) {
            CheckOutcome verdict = judge.judge(gate(random.nextLong()), itemsOfGate(), answers(random.split()))
                    .verdict();
            verdicts.merge(verdict, 1, Integer::sum);
        }
        return verdicts;
    }

    /// Returns, for each verdict, the number of series of attempts at the same gate in which it occurred at least
    /// once, each attempt with fresh answers and all earlier ones: the result of retrying until satisfied.
    public Map<CheckOutcome, Integer> runSeries(int series, int attempts) {
        EarlyVerdict judge = new EarlyVerdict(new GateJudge(MetricResolver.of(MetricCatalog.lexical())));
        SplittableRandom random = new SplittableRandom(seed);
        Map<CheckOutcome, Integer> seen = new EnumMap<>(CheckOutcome.class);
        for (int one = 0; one < series; one++) {
            Gate gate = gate(random.nextLong());
            SplittableRandom own = random.split();
            for (CheckOutcome outcome : outcomes(judge, gate, chances(own), own, attempts)) {
                seen.merge(outcome, 1, Integer::sum);
            }
        }
        return seen;
    }

    /// Returns the number of series in which a system below the floor of 0.9 passed at least once: it never
    /// answers a tenth of the questions right, some questions occasionally, and all others always. So nearly all
    /// items may look perfect except for a few flaky ones.
    public int passesBelowTheFloor(int series, int attempts) {
        EarlyVerdict judge = new EarlyVerdict(new GateJudge(MetricResolver.of(MetricCatalog.lexical())));
        SplittableRandom random = new SplittableRandom(seed);
        List<MetricRule> rules = List.of(new MetricRule("exactMatch", FLOOR, null, true));
        int passed = 0;
        for (int one = 0; one < series; one++) {
            Gate gate = gate(random.nextLong(), rules, null);
            double[] chances = random.doubles(items)
                    .map(drawn -> drawn < FLOOR - WAVERING ? 1 : drawn < FLOOR ? CHANCE_OF_WAVERING : 0)
                    .toArray();
            passed += outcomes(judge, gate, chances, random.split(), attempts).contains(CheckOutcome.PASS) ? 1 : 0;
        }
        return passed;
    }

    private Set<CheckOutcome> outcomes(
            EarlyVerdict judge, Gate gate, double[] chances, SplittableRandom random, int attempts) {
        List<GateItem> asked = itemsOfGate();
        List<GateAnswer> answers = new ArrayList<>(2 * items * attempts);
        Set<CheckOutcome> outcomes = EnumSet.noneOf(CheckOutcome.class);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            int repeat = attempts - attempt;
            for (int i = 0; i < items; i++) {
                if (gate.baseline() != null) {
                    answers.add(answer(Side.BASELINE, i, chances[i], random).asRepeat(repeat));
                }
                answers.add(
                        answer(Side.CANDIDATE, i, chances[i] - planted, random).asRepeat(repeat));
            }
            double confidence = RepeatedAttempts.confidence(GateJudge.CONFIDENCE, attempt);
            Evidence evidence = new Evidence(attempt, attempt, confidence);
            outcomes.add(judge.atTheEnd(gate, asked, numbered(answers), List.of(), evidence)
                    .verdict());
        }
        return outcomes;
    }

    /// Marks the answers of the newest attempt as this run's, all others as earlier runs'.
    private static List<GateAnswer> numbered(List<GateAnswer> answers) {
        int newest = answers.getLast().repeat();
        return answers.stream()
                .map(answer -> answer.asRepeat(answer.repeat() - newest))
                .toList();
    }

    private double[] chances(SplittableRandom random) {
        return random.doubles(items)
                .map(drawn -> drawn < HARD ? CHANCE_OF_HARD : CHANCE_OF_EASY)
                .toArray();
    }

    private Gate gate(long drawn) {
        List<MetricRule> rules = List.of(
                new MetricRule("exactMatch", null, allowedDrop, true),
                new MetricRule("rougeL", null, allowedDrop, true));
        return gate(drawn, rules, Candidate.ofModel("simulated", 1));
    }

    private static Gate gate(long drawn, List<MetricRule> rules, @Nullable Candidate baseline) {
        SuiteDocument document = new SuiteDocument(
                null,
                "simulated@1",
                new SuiteDocument.Template(List.of(new SuiteDocument.Message("user", "{{input}}")), null),
                rules,
                null,
                null,
                null,
                null,
                drawn,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new Gate(
                ID,
                "simulation",
                new Gate.Measure("simulated", 1, document),
                new Gate.Systems(Candidate.ofModel("simulated", 2), baseline, null),
                new Gate.Request(null, null, "simulation", null),
                new Gate.Progress(0, 0, 0, RunState.FRESH),
                new Gate.Result(GateStatus.RUNNING, null, null, List.of(), GateFindings.NONE),
                false,
                new Gate.Times(Instant.EPOCH, null, null));
    }

    private List<GateItem> itemsOfGate() {
        List<GateItem> made = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            made.add(GateItem.of(i, Map.of("input", "question " + i, "references", List.of(RIGHT))));
        }
        return made;
    }

    private List<GateAnswer> answers(SplittableRandom random) {
        List<GateAnswer> answers = new ArrayList<>(2 * items);
        for (int i = 0; i < items; i++) {
            double chance = random.nextDouble() < HARD ? CHANCE_OF_HARD : CHANCE_OF_EASY;
            answers.add(answer(Side.BASELINE, i, chance, random));
            answers.add(answer(Side.CANDIDATE, i, chance - planted, random));
        }
        return answers;
    }

    private static GateAnswer answer(Side side, int item, double chance, SplittableRandom random) {
        String text = random.nextDouble() < chance ? RIGHT : WRONG.get(random.nextInt(WRONG.size()));
        return new GateAnswer(new AnswerKey(side, item, 0), text, null, 1, 1, 1, null);
    }
}
