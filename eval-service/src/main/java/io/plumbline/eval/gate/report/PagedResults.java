package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.verdict.ItemResult;
import java.util.AbstractList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Results whose texts are read page by page during iteration, so that at most a page of texts is in memory. For
/// one thread, from first to last.
final class PagedResults extends AbstractList<ItemResult> {

    static final int PAGE = 200;

    private final List<ItemResult> results;
    private final UnaryOperator<List<ItemResult>> texts;
    private int from;
    private List<ItemResult> page = List.of();

    /// @param results without their texts
    /// @param texts adds the texts to results
    PagedResults(List<ItemResult> results, UnaryOperator<List<ItemResult>> texts) {
        this.results = results;
        this.texts = texts;
    }

    @Override
    public ItemResult get(int index) {
        if (index < from || index >= from + page.size()) {
            from = index - index % PAGE;
            page = List.of();
            page = texts.apply(results.subList(from, Math.min(from + PAGE, results.size())));
        }
        return page.get(index - from);
    }

    @Override
    public int size() {
        return results.size();
    }
}
