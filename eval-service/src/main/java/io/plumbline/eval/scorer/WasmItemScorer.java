package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.scorer.ItemScorer;
import io.plumbline.eval.metric.scorer.WasmProgram;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Runs a WebAssembly module, in a new instance for each item.
final class WasmItemScorer implements ItemScorer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ITEMS = 100;

    private final WasmProgram program;

    WasmItemScorer(WasmProgram program) {
        this.program = program;
    }

    @Override
    public List<Outcome> score(List<Item> items) {
        return items.stream().map(this::score).toList();
    }

    private Outcome score(Item item) {
        try {
            return Outcome.of(program.score(JSON.writeValueAsString(item)));
        } catch (WasmProgram.Failure e) {
            return Outcome.failed("its module " + e.getMessage());
        }
    }

    @Override
    public int mostItems() {
        return MOST_ITEMS;
    }
}
