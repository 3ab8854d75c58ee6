package io.plumbline.console.panel;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.panel.PanelClient.Agreement;
import io.plumbline.console.panel.PanelClient.Annotator;
import io.plumbline.console.panel.PanelClient.AnnotatorFindings;
import io.plumbline.console.panel.PanelClient.CriterionFindings;
import io.plumbline.console.panel.PanelClient.Measured;
import io.plumbline.console.panel.PanelClient.Panel;
import io.plumbline.console.panel.PanelClient.Result;
import io.plumbline.console.panel.PanelClient.SourceFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The findings of a panel in words and rows.
final class PanelView {

    private PanelView() {}

    /// A figure with its interval.
    record Figure(String value, String interval) {

        static Figure of(@Nullable Measured measured) {
            return measured == null
                    ? new Figure("–", "")
                    : new Figure(
                            Figures.number(measured.value()), Figures.interval(measured.ciLow(), measured.ciHigh()));
        }
    }

    /// The agreement on a criterion.
    record AgreementRow(String criterion, int items, List<Figure> figures, String grade) {}

    /// The score of the answers of one origin.
    record ScoreRow(String answers, int items, Figure score, List<Figure> criteria) {}

    /// An annotator with progress and reliability.
    record AnnotatorRow(
            Annotator annotator,
            String progress,
            String seconds,
            String checks,
            String reliability,
            boolean excluded) {}

    /// The headers of [AgreementRow#figures].
    static final List<String> MEASURES = List.of("Raw", "Fleiss’ κ", "α nominal", "α ordinal", "α interval", "AC1");

    static List<AgreementRow> agreement(Result result) {
        List<AgreementRow> rows = new ArrayList<>();
        for (CriterionFindings criterion : result.criteria()) {
            Agreement agreement = criterion.agreement();
            rows.add(new AgreementRow(
                    criterion.criterion(),
                    agreement.units(),
                    List.of(
                            Figure.of(agreement.raw()),
                            Figure.of(agreement.fleiss()),
                            Figure.of(agreement.alphaNominal()),
                            Figure.of(agreement.alphaOrdinal()),
                            Figure.of(agreement.alphaInterval()),
                            Figure.of(agreement.ac1())),
                    agreement.grade()));
        }
        return rows;
    }

    static List<ScoreRow> scores(Result result) {
        List<ScoreRow> rows = new ArrayList<>();
        for (SourceFindings source : result.sources()) {
            rows.add(new ScoreRow(
                    source.answers(),
                    source.items(),
                    Figure.of(source.score()),
                    source.criteria().stream()
                            .map(criterion -> Figure.of(criterion.score()))
                            .toList()));
        }
        return rows;
    }

    static List<AnnotatorRow> annotators(List<Annotator> annotators, Result result) {
        return annotators.stream()
                .map(annotator -> {
                    Optional<AnnotatorFindings> findings = result.annotators().stream()
                            .filter(found -> found.slot() == annotator.slot())
                            .findFirst();
                    return new AnnotatorRow(
                            annotator,
                            annotator.labelled() + annotator.skipped() + " of " + annotator.total()
                                    + (annotator.skipped() == 0 ? "" : ", " + annotator.skipped() + " skipped"),
                            annotator.medianSeconds() == null
                                    ? "–"
                                    : String.format(Locale.ROOT, "%.0f s", annotator.medianSeconds()),
                            findings.filter(found -> found.checks() > 0)
                                    .map(found -> found.checksPassed() + " of " + found.checks())
                                    .orElse("–"),
                            Figures.number(
                                    findings.map(AnnotatorFindings::reliability).orElse(null)),
                            findings.map(AnnotatorFindings::excluded).orElse(false));
                })
                .toList();
    }

    static Conclusion conclusion(Panel panel, Result result) {
        String labels = Figures.count(result.labels(), "label") + " on " + result.labelled() + " of "
                + Figures.count(result.items(), "item") + ".";
        if (result.labels() == 0) {
            return Conclusion.plain("Nothing is labelled yet.", "Invite annotators by link.");
        }
        if (result.criteria().stream()
                .anyMatch(criterion -> criterion.agreement().grade().equals("WEAK"))) {
            return Conclusion.bad(
                    "Annotators agree too little to rely on the labels.",
                    labels + " Make the guidelines or the rubric clearer, and decide on the disputed items.");
        }
        if (result.criteria().stream()
                .allMatch(criterion -> criterion.agreement().grade().equals("RELIABLE"))) {
            return Conclusion.good(
                    panel.isOpen() ? "So far, annotators agree well." : "Annotators agree well.", labels);
        }
        return Conclusion.warn("The agreement allows tentative conclusions only.", labels);
    }
}
