package io.plumbline.eval.panel.result;

import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.panel.agreement.DawidSkene;
import io.plumbline.eval.panel.agreement.PanelAgreement;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Adjudication;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.AssignmentStore.Progress;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.result.ItemScores.ItemScore;
import io.plumbline.eval.panel.result.PanelResult.AnnotatorFindings;
import io.plumbline.eval.panel.result.PanelResult.CriterionFindings;
import io.plumbline.eval.panel.result.PanelResult.CriterionScore;
import io.plumbline.eval.panel.result.PanelResult.Options;
import io.plumbline.eval.panel.result.PanelResult.SourceFindings;
import io.plumbline.eval.panel.result.PanelResult.Weighting;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Computes the result of a panel from its labels. Deterministic for a seed.
///
/// @param sources what each place of the source is, for people
record PanelFindings(
        PanelDocument document,
        RubricDocument rubric,
        List<String> sources,
        List<PanelItem> items,
        List<Assignment> decided,
        List<Adjudication> adjudications,
        List<Annotator> annotators,
        List<Progress> progress) {

    /// Fewer right attention checks than this share fail.
    static final double PASSED_CHECKS = 2.0 / 3;

    private static final double EVEN = 1;

    /// Returns a copy with the labels of some annotators.
    PanelFindings among(Set<Integer> slots) {
        return new PanelFindings(
                document,
                rubric,
                sources,
                items,
                decided.stream()
                        .filter(assignment -> slots.contains(assignment.slot()))
                        .toList(),
                adjudications,
                annotators,
                progress.stream().filter(each -> slots.contains(each.slot())).toList());
    }

    PanelResult result(Options options) {
        List<PanelItem> asked = items.stream().filter(item -> !item.isCheck()).toList();
        Set<Integer> failed = failed();
        Set<Integer> excluded = options.withoutFailedChecks() ? failed : Set.of();
        Map<String, LabelTable> tables = new LinkedHashMap<>();
        for (Criterion criterion : rubric.criteria()) {
            tables.put(
                    criterion.name(),
                    LabelTable.of(document.type(), rubric, criterion.name(), asked, decided, excluded));
        }
        Map<String, DawidSkene> models = tables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> DawidSkene.fit(entry.getValue().table())));
        List<CriterionFindings> criteria = new ArrayList<>();
        tables.forEach((criterion, table) -> criteria.add(new CriterionFindings(
                criterion, PanelAgreement.of(table.table(), document.design().seedOrZero()))));
        Set<Integer> checks =
                items.stream().filter(PanelItem::isCheck).map(PanelItem::item).collect(Collectors.toSet());
        List<Assignment> labels = decided.stream()
                .filter(assignment -> !checks.contains(assignment.item()))
                .toList();
        return new PanelResult(
                asked.size(),
                (int) labels.stream()
                        .filter(assignment -> assignment.labels() != null)
                        .map(Assignment::item)
                        .distinct()
                        .count(),
                (int) labels.stream().filter(one -> one.labels() != null).count(),
                (int) labels.stream()
                        .filter(one -> one.labels() != null
                                && one.slot() >= document.design().annotators())
                        .count(),
                adjudications.size(),
                (int) labels.stream().filter(one -> one.labels() == null).count(),
                criteria,
                sources(scores(tables, models, options.weighting())),
                annotators(models, excluded),
                options);
    }

    /// Returns the score of each answer by criterion.
    ItemScores itemScores(Options options) {
        List<PanelItem> asked = items.stream().filter(item -> !item.isCheck()).toList();
        Set<Integer> excluded = options.withoutFailedChecks() ? failed() : Set.of();
        Map<String, LabelTable> tables = new LinkedHashMap<>();
        Map<String, DawidSkene> models = new HashMap<>();
        for (Criterion criterion : rubric.criteria()) {
            LabelTable table = LabelTable.of(document.type(), rubric, criterion.name(), asked, decided, excluded);
            tables.put(criterion.name(), table);
            if (options.weighting() == Weighting.DAWID_SKENE) {
                models.put(criterion.name(), DawidSkene.fit(table.table()));
            }
        }
        return scores(tables, models, options.weighting());
    }

    private ItemScores scores(Map<String, LabelTable> tables, Map<String, DawidSkene> models, Weighting weighting) {
        Map<Integer, Scores> adjudicated =
                adjudications.stream().collect(Collectors.toMap(Adjudication::item, Adjudication::labels));
        Map<String, List<ItemScore>> scores = new LinkedHashMap<>();
        for (Criterion criterion : rubric.criteria()) {
            scores.put(
                    criterion.name(),
                    ItemScores.of(
                            document.type(),
                            rubric,
                            criterion,
                            Objects.requireNonNull(tables.get(criterion.name())),
                            weighting == Weighting.DAWID_SKENE ? models.get(criterion.name()) : null,
                            adjudicated));
        }
        return new ItemScores(scores);
    }

    private List<SourceFindings> sources(ItemScores scores) {
        List<SourceFindings> found = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            int place = source;
            List<CriterionScore> criteria = new ArrayList<>();
            scores.scores()
                    .forEach((criterion, all) -> criteria.add(new CriterionScore(
                            criterion,
                            mean(all.stream()
                                    .filter(one -> one.source() == place)
                                    .toList()))));
            List<ItemScore> overall = overall(scores, place);
            found.add(new SourceFindings(source, sources.get(source), overall.size(), mean(overall), criteria));
        }
        return found;
    }

    /// Returns the score of each item of a source over all criteria, by their weights.
    List<ItemScore> overall(ItemScores scores, int source) {
        Map<Integer, PanelItem> known = new LinkedHashMap<>();
        Map<Integer, double[]> sums = new HashMap<>();
        for (Criterion criterion : rubric.criteria()) {
            for (ItemScore one : scores.scores().getOrDefault(criterion.name(), List.of())) {
                if (one.source() == source) {
                    known.put(one.item().item(), one.item());
                    double[] sum = sums.computeIfAbsent(one.item().item(), _ -> new double[2]);
                    sum[0] += criterion.weightOrOne() * one.score();
                    sum[1] += criterion.weightOrOne();
                }
            }
        }
        return known.values().stream()
                .map(item -> {
                    double[] sum = sums.getOrDefault(item.item(), new double[] {0, EVEN});
                    return new ItemScore(item, source, sum[0] / sum[1]);
                })
                .toList();
    }

    /// Returns the mean with an interval that is valid even if nearly all scores are equal.
    private static @Nullable Measured mean(List<ItemScore> scores) {
        if (scores.isEmpty()) {
            return null;
        }
        double[][] rows = new double[scores.size()][];
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < rows.length; i++) {
            double weight = 1 / scores.get(i).item().probability();
            rows[i] = new double[] {scores.get(i).score() * weight, weight};
            sum += rows[i][0];
            weights += weight;
        }
        double mean = Math.clamp(sum / weights, 0, 1);
        ConfidenceInterval interval = BoundedMean.ofWeighted(rows, 0, 1).interval(Measured.CONFIDENCE);
        return new Measured(mean, Math.min(mean, interval.low()), Math.max(mean, interval.high()));
    }

    private List<AnnotatorFindings> annotators(Map<String, DawidSkene> models, Set<Integer> excluded) {
        Map<Integer, Annotator> bySlot =
                annotators.stream().collect(Collectors.toMap(Annotator::slot, Function.identity()));
        Map<Integer, PanelItem> checks = checks();
        List<AnnotatorFindings> found = new ArrayList<>();
        for (Progress of : progress) {
            Annotator annotator = bySlot.get(of.slot());
            List<Assignment> own = decided.stream()
                    .filter(assignment -> assignment.slot() == of.slot() && assignment.labels() != null)
                    .toList();
            int answered = (int)
                    own.stream().filter(one -> checks.containsKey(one.item())).count();
            found.add(new AnnotatorFindings(
                    of.slot(),
                    annotator == null ? null : annotator.id(),
                    annotator == null ? null : annotator.name(),
                    own.size() - answered,
                    of.skipped(),
                    answered,
                    passed(own, checks),
                    of.medianSeconds(),
                    own.size() == answered ? null : reliability(models, of.slot()),
                    excluded.contains(of.slot())));
        }
        return found;
    }

    private static double reliability(Map<String, DawidSkene> models, int slot) {
        return models.values().stream()
                .mapToDouble(model -> model.accuracy(slot))
                .average()
                .orElse(0);
    }

    private Map<Integer, PanelItem> checks() {
        return items.stream()
                .filter(PanelItem::isCheck)
                .collect(Collectors.toMap(PanelItem::item, Function.identity()));
    }

    private static int passed(List<Assignment> own, Map<Integer, PanelItem> checks) {
        int passed = 0;
        for (Assignment assignment : own) {
            PanelItem check = checks.get(assignment.item());
            Scores labels = assignment.labels();
            if (check != null && labels != null && meets(labels, check)) {
                passed++;
            }
        }
        return passed;
    }

    private static boolean meets(Scores labels, PanelItem check) {
        Scores expected = check.expected();
        return expected != null
                && expected.byCriterion().entrySet().stream()
                        .allMatch(known -> known.getValue().equals(labels.of(known.getKey())));
    }

    /// Returns the slots that failed the attention checks.
    Set<Integer> failed() {
        Map<Integer, PanelItem> checks = checks();
        Set<Integer> failed = new HashSet<>();
        Map<Integer, List<Assignment>> bySlot = decided.stream()
                .filter(assignment -> assignment.labels() != null && checks.containsKey(assignment.item()))
                .collect(Collectors.groupingBy(Assignment::slot));
        bySlot.forEach((slot, own) -> {
            if (passed(own, checks) < PASSED_CHECKS * own.size()) {
                failed.add(slot);
            }
        });
        return failed;
    }
}
