package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateDetails;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.gate.verdict.ItemResults;
import java.util.List;

/// What can be read of a gate that has ended.
public final class GateReports {

    private final ItemResults results;
    private final MarkdownReport markdown;
    private final JUnitReport junit;

    public GateReports(ItemResults results, MarkdownReport markdown, JUnitReport junit) {
        this.results = results;
        this.markdown = markdown;
        this.junit = junit;
    }

    /// The gate with every item, answers as they were given: for those who may read them.
    public record JsonReport(GateResponse gate, List<ItemResult> items) {}

    public JsonReport json(GateDetails details) {
        return new JsonReport(GateResponse.from(details.gate()), results.of(details));
    }

    public String markdown(GateDetails details) {
        return markdown.write(details.gate(), results.of(details));
    }

    public String junit(Gate gate) {
        return junit.write(gate);
    }
}
