package io.plumbline.eval.gate;

import io.plumbline.eval.gate.comparison.ItemAnswers;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GateItemController {

    private static final int LAST = 1_000_000;

    private final GateArchive archive;
    private final ItemComparisons comparisons;

    GateItemController(GateArchive archive, ItemComparisons comparisons) {
        this.archive = archive;
        this.comparisons = comparisons;
    }

    /// Returns every answer to an item with its steps: turns, tool calls and their results, passages, tokens, cost and
    /// latency. Redacted and truncated for people.
    ///
    /// @param item its position in the dataset, from 0
    @GetMapping("/api/v1/gates/{id}/items/{item}")
    @RequiresPermission(Permission.GATE_READ)
    ItemAnswers get(@PathVariable UUID id, @PathVariable @Min(0) @Max(LAST) int item) {
        return comparisons.answers(archive.item(id, item), item);
    }
}
