package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// The newest gates, with the trends of their suites.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Gates",
        path = "/gates",
        permission = Permission.GATE_READ,
        order = 10,
        docs = "evaluation.md")
class GateListPages {

    private static final int PAGE = 50;

    private final GateClient gates;
    private final SuiteTrends trends;

    GateListPages(GateClient gates, SuiteTrends trends) {
        this.gates = gates;
        this.trends = trends;
    }

    @GetMapping("/gates")
    @RequiresPermission(Permission.GATE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String candidate,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String cursor) {
        GateQuery query = new GateQuery(suite, candidate, outcome);
        Page<Gate> page = gates.list(query.suite(), query.candidate(), query.outcome(), PAGE, cursor);
        List<Gate> shown = page.items().stream()
                .filter(gate -> scope.includes(gate.team()))
                .toList();
        model.addAttribute("query", query);
        model.addAttribute("outcomes", GateQuery.OUTCOMES);
        model.addAttribute("rows", shown.stream().map(GateRow::of).toList());
        model.addAttribute("conclusion", GateListConclusion.of(query, shown));
        model.addAttribute("trends", cursor == null ? trends.forList(query, shown) : List.of());
        model.addAttribute("pager", Pager.of(page, query.address(), cursor));
        model.addAttribute(
                "mayRun", !Callers.current().teamsWith(Permission.GATE_RUN).isEmpty());
        return "console/gate/list";
    }
}
