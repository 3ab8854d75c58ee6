package io.plumbline.console.suite;

import io.plumbline.console.api.Parts;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.TrendPoint;
import io.plumbline.console.gate.GateRow;
import io.plumbline.console.gate.SuiteTrends;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Tab;
import io.plumbline.console.suite.RegistryNames.Dependent;
import io.plumbline.console.suite.SuiteClient.Baseline;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/// The page of a suite: its requirements, trends, comparisons, gates, baselines, revisions and source.
@Controller
@RequestMapping("/suites/{name}")
class SuitePage {

    private static final int PAGE = 50;
    private static final int HISTORY = 200;
    private static final int MOST_MODELS = 500;
    private static final int MAX_TEXT = 4_000;

    private final SuiteClient suites;
    private final GateClient gates;
    private final SuiteTrends trends;
    private final RegistryNames registry;
    private final ActorNames names;

    SuitePage(SuiteClient suites, GateClient gates, SuiteTrends trends, RegistryNames registry, ActorNames names) {
        this.suites = suites;
        this.gates = gates;
        this.trends = trends;
        this.registry = registry;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    String overview(@PathVariable String name, Model model) {
        SuiteDocument suite = head(name, "Overview", model);
        List<GateRow> newest = gates.list(name, null, null, 1, null).items().stream()
                .map(GateRow::of)
                .toList();
        List<SuiteDocument.Message> messages = suite.template().messages();
        Page<Dependent> models = Parts.now(() -> registry.list(MOST_MODELS)).value();
        model.addAttribute("conclusion", SuiteRow.of(suite, newest).conclusion());
        model.addAttribute("newest", newest.isEmpty() ? null : newest.getFirst());
        model.addAttribute("rules", RuleRow.of(suite));
        model.addAttribute(
                "dependents",
                models == null
                        ? List.of()
                        : models.items().stream()
                                .filter(one -> one.requiredSuites().contains(name))
                                .map(Dependent::name)
                                .toList());
        model.addAttribute(
                "messages",
                messages == null
                        ? List.of()
                        : messages.stream()
                                .map(message -> new SuiteDocument.Message(
                                        message.role(), ReadableText.of(message.content(), MAX_TEXT)))
                                .toList());
        return "console/suite/overview";
    }

    @GetMapping("/trends")
    @RequiresPermission(Permission.SUITE_READ)
    String trends(@PathVariable String name, Model model) {
        head(name, "Trends", model);
        model.addAttribute("trends", trends.of(name));
        return "console/suite/trends";
    }

    @GetMapping("/compare")
    @RequiresPermission(Permission.SUITE_READ)
    String compare(
            @PathVariable String name, Model model, @RequestParam(required = false) @Nullable List<String> version) {
        head(name, "Compare", model);
        List<TrendPoint> history = gates.trend(name, HISTORY).items();
        model.addAttribute("comparison", Comparison.of(name, history, version == null ? List.of() : version));
        return "console/suite/compare";
    }

    @GetMapping("/gates")
    @RequiresPermission(Permission.SUITE_READ)
    String gates(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Gates", model);
        Page<GateClient.Gate> page = gates.list(name, null, null, PAGE, cursor);
        model.addAttribute("rows", page.items().stream().map(GateRow::of).toList());
        model.addAttribute("pager", Pager.of(page, "/suites/" + name + "/gates", cursor));
        return "console/suite/gates";
    }

    @GetMapping("/baselines")
    @RequiresPermission(Permission.SUITE_READ)
    String baselines(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Baselines", model);
        Page<Baseline> page = suites.baselines(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/suites/" + name + "/baselines", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream()
                        .flatMap(row -> Stream.concat(Stream.of(row.requestedBy()), row.approvedBy().stream()))
                        .toList()));
        return "console/suite/baselines";
    }

    @GetMapping("/revisions")
    @RequiresPermission(Permission.SUITE_READ)
    String revisions(@PathVariable String name, Model model) {
        head(name, "Revisions", model);
        model.addAttribute("rows", suites.revisions(name).items());
        return "console/suite/revisions";
    }

    @GetMapping("/source")
    @RequiresPermission(Permission.SUITE_READ)
    String source(@PathVariable String name, Model model) {
        head(name, "Source", model);
        return "console/suite/source";
    }

    private SuiteDocument head(String name, String tab, Model model) {
        JsonNode source = Objects.requireNonNull(suites.get(name).getBody());
        SuiteDocument suite = SuiteSource.parse(source);
        model.addAttribute("suite", suite);
        model.addAttribute("source", SuiteSource.document(source));
        model.addAttribute(
                "tabs",
                Tab.of(
                        "/suites/" + name,
                        tab,
                        "Overview",
                        "Trends",
                        "Compare",
                        "Gates",
                        "Baselines",
                        "Revisions",
                        "Source"));
        model.addAttribute("mayWrite", Callers.current().may(Permission.SUITE_WRITE, suite.team()));
        model.addAttribute("mayRun", Callers.current().may(Permission.GATE_RUN, suite.team()));
        return suite;
    }
}
