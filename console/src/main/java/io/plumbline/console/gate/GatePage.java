package io.plumbline.console.gate;

import io.plumbline.console.api.Parts;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Candidate;
import io.plumbline.console.gate.GateClient.Check;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.gate.GateClient.Item;
import io.plumbline.console.gate.GateClient.ItemCounts;
import io.plumbline.console.gate.GateClient.Recomputation;
import io.plumbline.console.gate.GateClient.Verdict;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Tab;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page of a gate: its verdict and checks, its items with the answers side by side, and its recomputations.
@Controller
@RequestMapping("/gates/{id}")
class GatePage {

    private static final int ITEMS = 20;
    private static final int RECOMPUTATIONS = 50;
    private static final int MOST_ATTEMPTS = 10;
    private static final int FEW = 3;
    private static final List<String> URGENT = List.of("FAIL", "INCONCLUSIVE");

    private final GateClient gates;
    private final ActorNames names;
    private final Parts parts;

    GatePage(GateClient gates, ActorNames names, Parts parts) {
        this.gates = gates;
        this.names = names;
        this.parts = parts;
    }

    /// A recomputation as shown.
    record RecomputationCard(Recomputation made, List<CheckRow> checks) {}

    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    String verdict(@PathVariable UUID id, Model model) {
        Gate gate = head(id, "Verdict", model);
        Map<String, String> people = names.of(GateFacts.people(gate));
        addChecks(gate, model);
        model.addAttribute("findings", FindingsView.of(gate));
        model.addAttribute("tiers", GateFacts.tiers(gate));
        model.addAttribute("missingTiers", GateFacts.missingTiers(gate));
        model.addAttribute("facts", GateFacts.serving(gate, people));
        model.addAttribute("origin", GateFacts.origin(gate.baselineOrigin(), people));
        model.addAttribute("informational", GateFacts.informational(gate));
        model.addAttribute("attempts", attempts(gate));
        model.addAttribute("filters", ItemFilter.of(id, gates.counts(id), ""));
        return "console/gate/verdict";
    }

    /// Returns the progress of a gate, as a fragment of its page.
    @GetMapping("/progress")
    @RequiresPermission(Permission.GATE_READ)
    String progress(@PathVariable UUID id, Model model) {
        Gate gate = gates.get(id);
        addProgress(gate, model);
        model.addAttribute("ended", !gate.isRunning());
        return "console/gate/progress :: progress";
    }

    @GetMapping("/items")
    @RequiresPermission(Permission.GATE_READ)
    String items(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String shown = ItemFilter.outcome(outcome);
        Supplier<Page<Item>> items = parts.start(() -> gates.items(id, shown, ITEMS, cursor));
        Supplier<ItemCounts> counts = parts.start(() -> gates.counts(id));
        head(id, "Items", model);
        Page<Item> page = items.get();
        model.addAttribute("filters", ItemFilter.of(id, counts.get(), shown));
        model.addAttribute("items", cards(id, page.items()));
        model.addAttribute("pager", Pager.of(page, ItemFilter.address(id, shown), cursor));
        return "console/gate/items";
    }

    @GetMapping("/recomputations")
    @RequiresPermission(Permission.GATE_READ)
    String recomputations(@PathVariable UUID id, Model model) {
        head(id, "Recomputations", model);
        model.addAttribute(
                "recomputations",
                gates.recomputations(id, RECOMPUTATIONS).items().stream()
                        .map(made -> new RecomputationCard(
                                made, made.checks().stream().map(CheckRow::of).toList()))
                        .toList());
        return "console/gate/recomputations";
    }

    private Gate head(UUID id, String tab, Model model) {
        Gate gate = gates.get(id);
        addProgress(gate, model);
        model.addAttribute("row", GateRow.of(gate));
        model.addAttribute("tabs", Tab.of("/gates/" + id, tab, "Verdict", "Items", "Recomputations"));
        model.addAttribute("formats", gate.isRunning() ? List.of() : List.of(ReportFormat.values()));
        model.addAttribute("mayRun", Callers.current().may(Permission.GATE_RUN, gate.team()));
        model.addAttribute(
                "mayAudit", !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty());
        model.addAttribute(
                "mayBless",
                Callers.current().may(Permission.SUITE_WRITE, gate.team())
                        && "PASS".equals(gate.verdict())
                        && gate.counts());
        return gate;
    }

    private static void addProgress(Gate gate, Model model) {
        model.addAttribute("gate", gate);
        model.addAttribute("percent", Math.round(gate.progress() * 100));
        model.addAttribute("conclusion", GateConclusion.of(gate));
        model.addAttribute("run", GateFacts.run(gate.run()));
        Long left = gate.run().etaSeconds();
        model.addAttribute("left", left == null ? null : Figures.duration(left));
        model.addAttribute("ended", false);
    }

    /// Shows failed checks first, and those without data apart unless they are few.
    private static void addChecks(Gate gate, Model model) {
        Map<Boolean, List<CheckRow>> rows = gate.checks().stream()
                .sorted(Comparator.comparingInt(GatePage::rank))
                .map(CheckRow::of)
                .collect(Collectors.partitioningBy(CheckRow::idle));
        List<CheckRow> idle = rows.getOrDefault(true, List.of());
        List<CheckRow> others = rows.getOrDefault(false, List.of());
        boolean few = idle.size() <= FEW;
        model.addAttribute(
                "checks", few ? Stream.concat(others.stream(), idle.stream()).toList() : others);
        model.addAttribute("idleChecks", few ? List.of() : idle);
    }

    private static int rank(Check check) {
        int urgency = URGENT.indexOf(check.outcome());
        return urgency < 0 ? 2 * URGENT.size() : urgency + (check.blocking() ? 0 : URGENT.size());
    }

    private List<GateRow> attempts(Gate gate) {
        Candidate candidate = gate.candidate();
        String name = candidate.isRoute()
                ? candidate.route()
                : (candidate.prompt() == null ? candidate.model() : candidate.prompt()) + "@" + candidate.version();
        return gates.list(gate.suite(), name, null, RECOMPUTATIONS, null).items().stream()
                .filter(other -> other.candidate().equals(candidate))
                .limit(MOST_ATTEMPTS)
                .map(GateRow::of)
                .toList();
    }

    private List<ItemCard> cards(UUID gate, List<Item> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<JudgeRatingCard>> opinions =
                gates.verdicts(gate, items.stream().map(Item::item).toList()).items().stream()
                        .collect(Collectors.groupingBy(
                                Verdict::item, Collectors.mapping(JudgeRatingCard::of, Collectors.toList())));
        return items.stream()
                .map(item -> ItemCard.of(item, opinions.getOrDefault(item.item(), List.of())))
                .toList();
    }
}
