package io.plumbline.console.gate.item;

import io.plumbline.console.gate.item.GateItemClient.ItemAnswers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The page of one item of a gate: each answer with its turns, tool calls, results, passages, tokens, cost and latency.
@Controller
class GateItemPage {

    private final GateItemClient items;

    GateItemPage(GateItemClient items) {
        this.items = items;
    }

    @GetMapping("/gates/{id}/items/{item}")
    @RequiresPermission(Permission.GATE_READ)
    String show(@PathVariable UUID id, @PathVariable int item, Model model) {
        ItemAnswers found = items.item(id, item);
        List<TimelineCard> cards = Stream.concat(
                        TimelineCard.of("Candidate", found.candidate()).stream(),
                        TimelineCard.of("Baseline", found.baseline()).stream())
                .toList();
        model.addAttribute("gate", items.gate(id));
        model.addAttribute("item", found);
        model.addAttribute("cards", cards);
        return "console/gate/item";
    }
}
