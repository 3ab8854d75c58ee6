package io.plumbline.console.ranking;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Section;
import io.plumbline.console.ranking.RankedSuiteClient.RankedSuite;
import io.plumbline.console.ranking.RankingClient.GatesBody;
import io.plumbline.console.ranking.RankingClient.Ranking;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The candidates of a suite's newest gates side by side: the newest gate of each.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Rankings",
        path = "/rankings",
        permission = Permission.GATE_READ,
        order = 25,
        docs = "evaluation.md")
class RankingPages {

    private static final int MOST_GATES = 100;
    private static final int MOST_CANDIDATES = 10;
    private static final int FEWEST_CANDIDATES = 2;

    private final GateClient gates;
    private final RankingClient rankings;
    private final RankedSuiteClient suites;

    RankingPages(GateClient gates, RankingClient rankings, RankedSuiteClient suites) {
        this.gates = gates;
        this.suites = suites;
        this.rankings = rankings;
    }

    @GetMapping("/rankings")
    @RequiresPermission(Permission.GATE_READ)
    String show(
            Model model,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String metric) {
        String named = suite == null ? "" : suite.strip();
        List<RankedSuite> known = Listing.read(suites::list).stream().toList();
        List<String> metrics = known.stream()
                .filter(each -> each.name().equals(named))
                .flatMap(each -> each.metricNames().stream())
                .toList();
        String measured = metric == null || metric.isBlank()
                ? metrics.stream().findFirst().orElse("")
                : metric.strip();
        model.addAttribute("suites", known);
        model.addAttribute("metrics", metrics);
        model.addAttribute("suite", named);
        model.addAttribute("metric", measured);
        model.addAttribute("ranking", null);
        model.addAttribute("refusal", null);
        model.addAttribute("found", 0);
        if (!named.isEmpty() && !measured.isEmpty()) {
            List<UUID> newest = newest(named);
            model.addAttribute("found", newest.size());
            if (newest.size() >= FEWEST_CANDIDATES) {
                rank(model, newest, measured);
            }
        }
        return "console/ranking/list";
    }

    private void rank(Model model, List<UUID> newest, String metric) {
        try {
            Ranking ranking = rankings.compare(new GatesBody(newest, metric));
            model.addAttribute("ranking", ranking);
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            model.addAttribute(
                    "refusal",
                    problem.errors().isEmpty()
                            ? problem.detail()
                            : problem.errors().getFirst().message());
        }
    }

    /// Returns the newest finished gate of each candidate.
    private List<UUID> newest(String suite) {
        Map<String, UUID> newest = new LinkedHashMap<>();
        for (Gate gate : gates.list(suite, null, null, MOST_GATES, null).items()) {
            if (gate.verdict() != null) {
                newest.putIfAbsent(gate.candidate().label(), gate.id());
            }
        }
        return newest.values().stream().limit(MOST_CANDIDATES).toList();
    }
}
