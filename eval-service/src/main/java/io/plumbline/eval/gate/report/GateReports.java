package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.gate.verdict.ItemResults;
import java.util.List;

/// The reports of an ended gate.
public final class GateReports {

    private static final int WORST = 5;
    private static final int FIRST = 5;

    private final ItemResults results;
    private final ItemComparisons comparisons;
    private final MarkdownReport markdown;
    private final JUnitReport junit;
    private final SarifReport sarif;
    private final HtmlReport html;

    public GateReports(
            ItemResults results,
            ItemComparisons comparisons,
            MarkdownReport markdown,
            JUnitReport junit,
            SarifReport sarif,
            HtmlReport html) {
        this.results = results;
        this.comparisons = comparisons;
        this.markdown = markdown;
        this.junit = junit;
        this.sarif = sarif;
        this.html = html;
    }

    /// The gate with every item and the original answers, for authorised readers.
    ///
    /// @param worstRegressions the five items with the largest regressions against the baseline, redacted and
    ///     truncated
    /// @param altered the first 50 questions altered by the guard policy, as the candidate saw them, redacted and
    ///     truncated
    public record JsonReport(
            GateResponse gate,
            List<ItemComparison> worstRegressions,
            List<ItemComparisons.Altered> altered,
            List<ItemResult> items) {}

    /// If the gate was read without texts, they are read while the report is written.
    public JsonReport json(GateDetails details) {
        List<ItemResult> items = results.of(details);
        return new JsonReport(
                GateResponse.from(details.gate()),
                comparisons.regressions(details, items, WORST),
                comparisons.altered(details, ViewStore.MOST),
                details.texts() == null ? items : new PagedResults(items, page -> results.withTexts(details, page)));
    }

    public String markdown(GateDetails details) {
        List<ItemResult> worst =
                ItemResults.against(results.of(details)).stream().limit(WORST).toList();
        return markdown.write(details.gate(), results.withTexts(details, worst), comparisons.altered(details, FIRST));
    }

    public String sarif(GateDetails details) {
        return sarif.write(details.gate(), comparisons.worst(details, results.of(details), WORST));
    }

    public String html(GateDetails details) {
        return html.write(
                details.gate(),
                comparisons.worst(details, results.of(details), WORST),
                comparisons.altered(details, FIRST));
    }

    public String junit(Gate gate) {
        return junit.write(gate);
    }
}
