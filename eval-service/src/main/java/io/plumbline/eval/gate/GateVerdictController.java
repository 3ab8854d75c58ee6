package io.plumbline.eval.gate;

import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GateVerdictController {

    private final GateArchive archive;
    private final ItemComparisons comparisons;

    GateVerdictController(GateArchive archive, ItemComparisons comparisons) {
        this.archive = archive;
        this.comparisons = comparisons;
    }

    /// Lists the judge's ratings of the sampled answers with their reasons, by item.
    ///
    /// @param item only the ratings of these items, redacted and truncated for people like the answers of `items`
    @GetMapping("/api/v1/gates/{id}/verdicts")
    @RequiresPermission(Permission.GATE_READ)
    Page<GateVerdict> verdicts(
            @PathVariable UUID id,
            @RequestParam(required = false) @Size(max = 500) @Nullable List<@NotNull Integer> item,
            @Valid @ParameterObject Paging paging) {
        if (item == null || item.isEmpty()) {
            return archive.verdicts(id, paging);
        }
        archive.get(id);
        return new Page<>(
                archive.verdictsOn(id, item).stream()
                        .map(verdict -> verdict.readable(comparisons::readable))
                        .toList(),
                null);
    }
}
