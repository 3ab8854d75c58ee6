package io.plumbline.eval.gate;

import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.ItemComparisons.Listing;
import io.plumbline.eval.gate.comparison.ItemOutcome;
import io.plumbline.eval.gate.ledger.GateDetails;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The pages of gates: the newest ones, and each with its checks and its items, answers side by side.
@Controller
class GatePage {

    private static final int SHOWN = 20;

    private final GateArchive archive;
    private final ItemComparisons comparisons;

    GatePage(GateArchive archive, ItemComparisons comparisons) {
        this.archive = archive;
        this.comparisons = comparisons;
    }

    @GetMapping("/")
    @RequiresPermission(Permission.GATE_READ)
    String list(@Valid Paging paging, Model model) {
        Page<GateRow> page = archive.list(null, paging).map(GateRow::of);
        model.addAttribute("gates", page.items());
        model.addAttribute("nextCursor", page.nextCursor());
        return "eval/gates";
    }

    @GetMapping("/gates/{id}")
    @RequiresPermission(Permission.GATE_READ)
    String show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable ItemOutcome outcome,
            @RequestParam(required = false) @Size(max = 1000) @Nullable String cursor,
            Model model) {
        GateDetails details = archive.details(id);
        Listing listing = comparisons.list(details, outcome, new Paging(SHOWN, cursor));
        model.addAttribute("gate", GateRow.of(details.gate()));
        model.addAttribute(
                "checks", details.gate().checks().stream().map(CheckRow::of).toList());
        model.addAttribute("filters", ItemFilter.of(id, listing, outcome));
        model.addAttribute(
                "items", listing.page().items().stream().map(ItemCard::of).toList());
        String next = listing.page().nextCursor();
        model.addAttribute("worst", cursor == null ? null : ItemFilter.href(id, outcome, null));
        model.addAttribute("more", next == null ? null : ItemFilter.href(id, outcome, next));
        return "eval/gate";
    }
}
