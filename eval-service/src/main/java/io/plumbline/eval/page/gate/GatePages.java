package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.ItemComparisons.Listing;
import io.plumbline.eval.gate.comparison.ItemOutcome;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.report.GateNarrative;
import io.plumbline.eval.gate.report.RunResponse;
import io.plumbline.eval.gate.report.UrgencyOrder;
import io.plumbline.eval.page.Figures;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The pages of gates: the newest gates with the trends of their suites, and each gate with its checks and items,
/// answers side by side.
@Controller
class GatePages {

    private static final int SHOWN = 20;
    private static final int MOST_ATTEMPTS = 10;
    private static final int FEW = 3;

    private final GateArchive archive;
    private final GateTrends trends;
    private final ItemComparisons comparisons;
    private final Clock clock;

    GatePages(GateArchive archive, GateTrends trends, ItemComparisons comparisons, Clock clock) {
        this.archive = archive;
        this.trends = trends;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    @GetMapping("/")
    @RequiresPermission(Permission.GATE_READ)
    String list(@Valid GateQuery query, @Valid Paging paging, Model model) {
        GateFilter filter = query.filter();
        Page<Gate> page = archive.list(filter, paging);
        List<Gate> gates = page.items();
        model.addAttribute("query", query);
        model.addAttribute("outcomes", GateQuery.Outcome.values());
        model.addAttribute("gates", gates.stream().map(GateRow::of).toList());
        model.addAttribute("conclusion", GateListConclusion.of(filter, gates));
        model.addAttribute("trends", trends.forList(filter, gates));
        model.addAttribute("older", page.nextCursor() == null ? null : query.href(page.nextCursor()));
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
        Gate gate = details.gate();
        Listing listing = comparisons.list(details, outcome, new Paging(SHOWN, cursor));
        addProgress(gate, model);
        addChecks(gate, model);
        model.addAttribute("findings", FindingsView.of(gate.findings()));
        model.addAttribute("serving", GateNarrative.serving(gate));
        model.addAttribute("onlySlices", GateNarrative.slices(gate));
        model.addAttribute("informational", GateNarrative.informational(gate));
        model.addAttribute(
                "rubric",
                gate.document().judge() == null ? null : gate.document().judge().rubric());
        model.addAttribute("origin", FindingsView.origin(gate.baselineOrigin()));
        model.addAttribute(
                "attempts",
                archive.attempts(gate, MOST_ATTEMPTS).stream().map(GateRow::of).toList());
        model.addAttribute("filters", ItemFilter.of(id, listing, outcome));
        model.addAttribute("items", cards(id, listing.page().items()));
        String next = listing.page().nextCursor();
        model.addAttribute("worst", cursor == null ? null : ItemFilter.href(id, outcome, null));
        model.addAttribute("more", next == null ? null : ItemFilter.href(id, outcome, next));
        return "eval/gate";
    }

    /// Returns the progress of a gate, as a fragment of its page.
    @GetMapping("/gates/{id}/progress")
    @RequiresPermission(Permission.GATE_READ)
    String progress(@PathVariable UUID id, Model model) {
        Gate gate = archive.get(id);
        addProgress(gate, model);
        model.addAttribute("ended", gate.status().isFinal());
        return "eval/parts :: progress";
    }

    /// Shows checks with data, and separately those without, unless they are few.
    private static void addChecks(Gate gate, Model model) {
        Map<Boolean, List<CheckRow>> rows = UrgencyOrder.of(gate.checks()).stream()
                .map(CheckRow::of)
                .collect(Collectors.partitioningBy(CheckRow::idle));
        List<CheckRow> idle = rows.getOrDefault(true, List.of());
        List<CheckRow> others = rows.getOrDefault(false, List.of());
        boolean few = idle.size() <= FEW;
        model.addAttribute(
                "checks", few ? Stream.concat(others.stream(), idle.stream()).toList() : others);
        model.addAttribute("idleChecks", few ? List.of() : idle);
    }

    private void addProgress(Gate gate, Model model) {
        model.addAttribute("gate", GateRow.of(gate));
        model.addAttribute("conclusion", GateConclusion.of(gate));
        model.addAttribute("run", FindingsView.run(gate.run()));
        Long left = RunResponse.from(gate, clock.instant()).etaSeconds();
        model.addAttribute("left", left == null ? null : Figures.duration(left));
    }

    private List<ItemCard> cards(UUID gate, List<ItemComparison> items) {
        Map<Integer, List<JudgeRatingCard>> opinions =
                archive
                        .verdictsOn(
                                gate, items.stream().map(ItemComparison::item).toList())
                        .stream()
                        .collect(Collectors.groupingBy(
                                GateVerdict::item,
                                Collectors.mapping(
                                        verdict -> JudgeRatingCard.of(verdict, comparisons), Collectors.toList())));
        return items.stream()
                .map(item -> ItemCard.of(item, opinions.getOrDefault(item.item(), List.of())))
                .toList();
    }
}
