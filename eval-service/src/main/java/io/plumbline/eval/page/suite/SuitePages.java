package io.plumbline.eval.page.suite;

import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.page.gate.GateRow;
import io.plumbline.eval.page.gate.GateTrends;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The pages of suites: the list, and each suite with its requirements, trends and versions.
@Controller
class SuitePages {

    private static final int NEWEST = 10;
    private static final int MOST_REVISIONS = 50;

    private final SuiteCatalog suites;
    private final GateArchive gates;
    private final GateTrends trends;

    SuitePages(SuiteCatalog suites, GateArchive gates, GateTrends trends) {
        this.suites = suites;
        this.gates = gates;
        this.trends = trends;
    }

    @GetMapping("/suites")
    @RequiresPermission(Permission.SUITE_READ)
    String list(@Valid Paging paging, Model model) {
        Page<SuiteRow> page = suites.list(paging).map(suite -> SuiteRow.of(suite, newest(suite.name(), 1)));
        model.addAttribute("suites", page.items());
        model.addAttribute("conclusion", SuiteRow.conclusion(page.items()));
        model.addAttribute("nextCursor", page.nextCursor());
        return "eval/suites";
    }

    @GetMapping("/suites/{name}")
    @RequiresPermission(Permission.SUITE_READ)
    String show(@PathVariable String name, Model model) {
        SuiteView suite = suites.get(name);
        List<Gate> newest = newest(name, NEWEST);
        model.addAttribute("suite", suite);
        model.addAttribute("rules", RuleRow.of(suite.document()));
        model.addAttribute("settings", SuiteSettings.of(suite.document()));
        model.addAttribute("conclusion", SuiteRow.of(suite, newest).conclusion());
        model.addAttribute("trends", trends.of(suite.team(), name));
        model.addAttribute("gates", newest.stream().map(GateRow::of).toList());
        model.addAttribute("revisions", RevisionRow.of(suite, gates.ofEachRevision(name, MOST_REVISIONS)));
        return "eval/suite";
    }

    private List<Gate> newest(String suite, int most) {
        return gates.list(GateFilter.ofSuite(suite), new Paging(most, null)).items();
    }
}
