package io.plumbline.eval.suite;

import io.plumbline.eval.judge.JudgeCheck;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.document.BenchmarkTierRule;
import io.plumbline.eval.suite.document.Ceilings;
import io.plumbline.eval.suite.document.JudgeRule;
import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.RecordFields;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.suite.document.SliceRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import io.plumbline.eval.suite.document.TierRules;
import io.plumbline.kit.problem.ProblemException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Refuses suites that could not run, or could not fail. Holds no connection during calls to the registry.
@Component
public class SuiteCheck {

    private static final String REFERENCES = "references";

    /// The fields with what is expected.
    private static final Set<String> EXPECTATIONS =
            Set.of(REFERENCES, "expectedCalls", "goalState", "relevantPassages");

    private final MetricResolver metrics;
    private final SiblingServices siblings;
    private final JudgeCheck judges;
    private final AgentCheck agents;

    SuiteCheck(MetricResolver metrics, SiblingServices siblings, JudgeCheck judges, AgentCheck agents) {
        this.metrics = metrics;
        this.siblings = siblings;
        this.judges = judges;
        this.agents = agents;
    }

    /// @throws ProblemException 400 with the positions of errors; 503 if the registry does not respond
    void check(String team, SuiteDocument document) {
        ProblemException problem = SuiteProblem.SUITE_INVALID.because("See errors for the places at fault.");
        checkTemplate(document.template(), problem);
        checkMetrics(document, problem);
        checkSlices(document, problem);
        checkJudges(document, problem);
        checkTiers(document, problem);
        AgentCheck.check(document, problem);
        if (problem.errors().isEmpty()) {
            checkReferences(team, document, problem);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /// Checks only metrics and their limits, including slices.
    ///
    /// @throws ProblemException 400 with the positions of errors
    public void checkMeasures(SuiteDocument document) {
        ProblemException problem = SuiteProblem.SUITE_INVALID.because("See errors for the places at fault.");
        checkMetrics(document, problem);
        checkSlices(document, problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void checkTemplate(SuiteDocument.Template template, ProblemException problem) {
        List<Message> messages = template.messages();
        if ((messages == null) == (template.prompt() == null)) {
            problem.at("/template", "must have either messages or prompt");
        } else if (messages != null) {
            for (int i = 0; i < messages.size(); i++) {
                if (!Collections.disjoint(MessageText.fields(messages.get(i).content()), EXPECTATIONS)) {
                    problem.at("/template/messages/" + i + "/content", "must not give the references away");
                }
            }
        }
    }

    private void checkMetrics(SuiteDocument document, ProblemException problem) {
        Set<String> seen = new HashSet<>();
        Ceilings ceilings = document.ceilings();
        boolean couldFail = (ceilings != null && ceilings.bounds())
                || document.judgesByKey().values().stream().anyMatch(JudgeRule::couldFail);
        for (int i = 0; i < document.metrics().size(); i++) {
            MetricRule rule = document.metrics().get(i);
            String pointer = "/metrics/" + i;
            Metric metric = metric(rule, pointer, problem);
            if (metric == null) {
                continue;
            }
            if (metric.isErrorRate()) {
                problem.at(pointer + "/negate", "must be true: less is better, and a floor is of what is more");
            }
            if (!seen.add(rule.label())) {
                problem.at(pointer + (rule.as() == null ? "/name" : "/as"), "is a duplicate");
            }
            if (rule.floor() != null && rule.floor() > metric.maximum()) {
                problem.at(pointer + "/floor", "must be at most " + metric.maximum());
            }
            Integer k = rule.passK();
            if (k != null && k > document.repeatsOrOne()) {
                problem.at(pointer + "/passK", "must be at most repeats: an item has no more answers");
            } else if (k != null && !metric.isMean()) {
                problem.at(pointer + "/passK", "is for metrics with a score for each answer");
            }
            couldFail |= rule.blocks() && rule.couldFail(metric.maximum());
        }
        if (!couldFail) {
            problem.at(
                    "/metrics",
                    "must have a blocking metric with a floor above 0 or a maxRegression below its maximum, unless"
                            + " there are ceilings: else nothing could fail");
        }
    }

    private void checkSlices(SuiteDocument document, ProblemException problem) {
        document.slicesOrNone().forEach((name, slice) -> {
            String pointer = "/slices/" + name.replace("~", "~0").replace("/", "~1");
            if (document.onlySlices() != null && !document.onlySlices().contains(name)) {
                problem.at(pointer, "must be among onlySlices: no other is asked");
            }
            List<MetricRule> covered =
                    document.metrics().stream().filter(slice::covers).toList();
            Set<String> labels = covered.stream().map(MetricRule::label).collect(Collectors.toSet());
            if (slice.metrics() != null && !labels.containsAll(slice.metrics())) {
                problem.at(pointer + "/metrics", "must be among the suite's metrics");
            } else if (covered.stream()
                            .filter(metric -> canBlock(slice, metric, pointer, problem))
                            .count()
                    == 0) {
                problem.at(pointer, "must have a limit that could be broken, or metrics that have one");
            }
        });
    }

    /// Equal judges would rate the same answers twice, and equal names would hide one check behind another.
    private static void checkJudges(SuiteDocument document, ProblemException problem) {
        List<JudgeRule> further = document.judges() == null ? List.of() : document.judges();
        Set<String> labels = new HashSet<>();
        Set<List<Object>> settings = new HashSet<>();
        if (document.judge() != null) {
            labels.add(document.judge().label());
            settings.add(setting(document.judge()));
        }
        for (int i = 0; i < further.size(); i++) {
            if (!labels.add(further.get(i).label())) {
                problem.at("/judges/" + i + "/as", "must be another name: a judge of the suite has this one");
            }
            if (!settings.add(setting(further.get(i)))) {
                problem.at("/judges/" + i, "must have another rubric or model than the judges before");
            }
        }
    }

    private static List<Object> setting(JudgeRule judge) {
        return List.of(judge.rubric(), judge.model());
    }

    private static void checkTiers(SuiteDocument document, ProblemException problem) {
        TierRules tiers = document.requires();
        if (tiers != null
                && tiers.judge() != null
                && document.judgesByKey().values().stream().noneMatch(JudgeRule::couldFail)) {
            problem.at("/requires/judge", "needs a blocking judge with a floor or a maxRegression");
        }
        BenchmarkTierRule benchmark = tiers == null ? null : tiers.benchmark();
        if (benchmark != null && benchmark.judge() != null && benchmark.production() != null) {
            problem.at("/requires/benchmark/production", "cannot be combined with a judge");
        }
    }

    private boolean canBlock(SliceRule slice, MetricRule rule, String pointer, ProblemException problem) {
        Metric metric;
        try {
            metric = metrics.metric(rule.definition());
        } catch (InvalidMetricException e) {
            return true; // told where the metric is
        }
        Double floor = slice.floorOf(rule);
        Double allowed = slice.maxRegressionOf(rule);
        if (floor != null && floor > metric.maximum()) {
            problem.at(pointer + "/floor", "must be at most " + metric.maximum() + ", as of " + rule.label());
        }
        return (floor != null && floor > 0) || (allowed != null && allowed < metric.maximum());
    }

    private @Nullable Metric metric(MetricRule rule, String pointer, ProblemException problem) {
        try {
            return metrics.metric(rule.definition());
        } catch (InvalidMetricException e) {
            problem.at(pointer + e.pointer(), e.reason());
            return null;
        }
    }

    private void checkReferences(String team, SuiteDocument document, ProblemException problem) {
        JudgeRule judge = document.judge();
        if (judge != null) {
            judges.check(team, judge.document(team), "/judge", problem);
        }
        List<JudgeRule> further = document.judges() == null ? List.of() : document.judges();
        for (int i = 0; i < further.size(); i++) {
            judges.check(team, further.get(i).document(team), "/judges/" + i, problem);
        }
        agents.checkReferences(team, document, problem);
        RecordFields fields = fields(team, document, problem);
        checkFields(document.template(), fields, problem);
        AgentCheck.checkFields(document, fields, problem);
        String prompt = document.template().prompt();
        if (prompt != null) {
            siblings.prompt(team, prompt)
                    .ifPresentOrElse(
                            found -> {
                                if (found.variableNames().contains(REFERENCES)) {
                                    problem.at("/template/prompt", "must not have the variable " + REFERENCES);
                                }
                                if (fields != null) {
                                    found.requiredVariables().stream()
                                            .filter(name -> !fields.has(name))
                                            .map(fields::unknown)
                                            .forEach(message -> problem.at("/template/prompt", message));
                                }
                            },
                            () -> problem.at("/template/prompt", "no such prompt version in this team"));
        }
    }

    /// Returns the fields of the first records of the run: a field missing from all of them would be an error of
    /// each item. Null if unknown.
    private @Nullable RecordFields fields(String team, SuiteDocument document, ProblemException problem) {
        if (siblings.dataset(team, document.dataset()).isEmpty()) {
            problem.at("/dataset", "no such dataset version in this team");
            return null;
        }
        Set<String> slices = document.onlySlicesOrAll();
        RecordFields fields = new RecordFields();
        List<Map<String, Object>> asked = siblings.firstRecords(document.dataset()).stream()
                .filter(fieldsOf -> slices.isEmpty() || slices.contains(String.valueOf(fieldsOf.get("slice"))))
                .toList();
        asked.forEach(fieldsOf -> fields.add(fieldsOf.keySet()));
        if (document.retrieval() != null) {
            fields.add(Set.of(RetrievalRule.PASSAGES));
        }
        return asked.isEmpty() ? null : fields;
    }

    private static void checkFields(
            SuiteDocument.Template template, @Nullable RecordFields fields, ProblemException problem) {
        List<Message> messages = template.messages();
        if (fields == null || messages == null) {
            return;
        }
        for (int i = 0; i < messages.size(); i++) {
            String pointer = "/template/messages/" + i + "/content";
            MessageText.fields(messages.get(i).content()).stream()
                    .filter(name -> !fields.has(name))
                    .forEach(name -> problem.at(pointer, fields.unknown(name)));
        }
    }
}
