package io.plumbline.eval.gate;

import java.util.List;

/// What can be read of a gate that has ended.
final class GateReports {

    private final ItemResults results;
    private final MarkdownReport markdown;
    private final JUnitReport junit;

    GateReports(ItemResults results, MarkdownReport markdown, JUnitReport junit) {
        this.results = results;
        this.markdown = markdown;
        this.junit = junit;
    }

    /// The gate with every item, answers as they were given: for those who may read them.
    record JsonReport(GateResponse gate, List<ItemResult> items) {}

    JsonReport json(GateArchive.Details details) {
        return new JsonReport(GateResponse.from(details.gate()), results.of(details));
    }

    String markdown(GateArchive.Details details) {
        return markdown.write(details.gate(), results.of(details));
    }

    String junit(Gate gate) {
        return junit.write(gate);
    }
}
