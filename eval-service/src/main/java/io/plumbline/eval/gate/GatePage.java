package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.GateDetails;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The pages of gates: the newest ones, and each with its checks and the items that speak against the
/// candidate.
@Controller
class GatePage {

    private static final int SHOWN = 20;

    private final GateArchive archive;
    private final ItemResults results;

    GatePage(GateArchive archive, ItemResults results) {
        this.archive = archive;
        this.results = results;
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
    String show(@PathVariable UUID id, Model model) {
        GateDetails details = archive.details(id);
        List<ItemResult> all = results.of(details);
        List<ItemResult> against = ItemResults.against(all);
        model.addAttribute("gate", GateRow.of(details.gate()));
        model.addAttribute(
                "checks", details.gate().checks().stream().map(CheckRow::of).toList());
        model.addAttribute("items", against.stream().limit(SHOWN).toList());
        model.addAttribute("against", against.size());
        model.addAttribute("total", all.size());
        return "eval/gate";
    }
}
