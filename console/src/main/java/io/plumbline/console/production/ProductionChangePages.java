package io.plumbline.console.production;

import io.plumbline.console.api.Parts;
import io.plumbline.console.audit.ActionGroup;
import io.plumbline.console.audit.AuditClient;
import io.plumbline.console.audit.EventSentences;
import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// The changes of production within the selected time, and what each kind of change needs.
@Controller
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Production changes",
        path = "/production-changes",
        permission = Permission.POLICY_READ,
        order = 30,
        docs = "guides/production-changes.md")
class ProductionChangePages {

    private static final int MOST = 30;
    private static final String MOVED = "registry.pointer.moved";
    private static final String REFUSED = "registry.pointer.moveRefused";
    private static final String PROMOTED = "gateway.rollout.promoted";
    private static final String ROLLED_BACK = "gateway.rollout.rolledBack";
    private static final String BREAK_GLASS = "gateway.breakGlass.opened";
    private static final String GATE = "eval.gate.finished";
    private static final String DECIDED = "governance.approval.decided";
    private static final List<String> MADE = List.of(
            MOVED,
            PROMOTED,
            BREAK_GLASS,
            "gateway.rollout.started",
            "gateway.route.changed",
            "gateway.route.created",
            "gateway.route.removed",
            "gateway.provider.changed",
            "governance.policy.changed");
    private static final List<String> STOPPED = List.of(REFUSED, ROLLED_BACK, "gateway.configuration.withdrawn");
    private static final List<String> OTHERS = List.of(GATE, DECIDED);

    private final ChangeRulesClient rules;
    private final AuditClient audit;
    private final ActorNames names;
    private final Formats formats;
    private final Clock clock;

    ProductionChangePages(ChangeRulesClient rules, AuditClient audit, ActorNames names, Formats formats, Clock clock) {
        this.rules = rules;
        this.audit = audit;
        this.names = names;
        this.formats = formats;
        this.clock = clock;
    }

    /// A change of production.
    record Change(
            UUID event,
            @Nullable Instant time,
            String sentence,
            @Nullable String outcome,
            String team) {}

    /// The newest changes, and whether there are more.
    record Changes(List<Change> newest, boolean more) {}

    @GetMapping("/production-changes")
    @RequiresPermission(Permission.POLICY_READ)
    String show(@ModelAttribute("scope") Scope scope, Model model) {
        boolean mayAudit = !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty();
        Counted counted = count(scope);
        model.addAttribute("rules", rules.rules().rules());
        model.addAttribute("tiles", counted.tiles());
        model.addAttribute("chart", counted.chart());
        model.addAttribute("mayAudit", mayAudit);
        Changes changes = mayAudit ? changes(scope) : new Changes(List.of(), false);
        model.addAttribute("changes", changes.newest());
        model.addAttribute("more", changes.more());
        return "console/production/show";
    }

    /// A figure.
    record Tile(String name, long figure, String note) {}

    /// The figures of the selected time, and their course.
    record Counted(List<Tile> tiles, TimeChart chart) {}

    private Counted count(Scope scope) {
        Duration length = scope.range().length();
        Duration step = length.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : Duration.ofHours(1);
        Instant end = clock.instant();
        Instant first = end.minus(length).truncatedTo(step.toDays() > 0 ? ChronoUnit.DAYS : ChronoUnit.HOURS);
        List<AuditClient.HourlyCount> hours = Objects.requireNonNullElse(
                Parts.now(() -> audit.counts(
                                        first,
                                        Stream.of(MADE, STOPPED, OTHERS)
                                                .flatMap(List::stream)
                                                .toList())
                                .items())
                        .value(),
                List.of());
        List<Instant> times = new ArrayList<>();
        List<@Nullable Double> made = new ArrayList<>();
        List<@Nullable Double> stopped = new ArrayList<>();
        for (Instant from = first; from.isBefore(end); from = from.plus(step)) {
            Instant to = from.plus(step);
            Instant start = from;
            List<AuditClient.HourlyCount> there = hours.stream()
                    .filter(hour -> !hour.hour().isBefore(start) && hour.hour().isBefore(to))
                    .toList();
            times.add(from);
            made.add((double) sum(there, MADE));
            stopped.add((double) sum(there, STOPPED));
        }
        return new Counted(
                List.of(
                        new Tile("Promotions", sum(hours, List.of(MOVED, PROMOTED)), "stages, aliases and rollouts"),
                        new Tile("Refused", sum(hours, List.of(REFUSED)), "a gate or an approval was missing"),
                        new Tile("Rolled back", sum(hours, List.of(ROLLED_BACK)), "canaries and promoted versions"),
                        new Tile("Gates finished", sum(hours, List.of(GATE)), "evaluations of a change"),
                        new Tile("Approval decisions", sum(hours, List.of(DECIDED)), "by second persons"),
                        new Tile("Break-glass", sum(hours, List.of(BREAK_GLASS)), "rules lifted for a while")),
                TimeChart.bars(
                        "Production changes",
                        "",
                        times,
                        List.of(
                                new TimeChart.Series("made", made),
                                new TimeChart.Series("refused or rolled back", stopped)),
                        formats::number));
    }

    private static long sum(List<AuditClient.HourlyCount> hours, List<String> actions) {
        return hours.stream()
                .filter(hour -> actions.contains(hour.action()))
                .mapToLong(AuditClient.HourlyCount::count)
                .sum();
    }

    private Changes changes(Scope scope) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("action", ActionGroup.PRODUCTION_CHANGES);
        filters.set("from", clock.instant().minus(scope.range().length()).toString());
        filters.set("limit", Integer.toString(MOST));
        if (scope.team() != null) {
            filters.set("team", scope.team());
        }
        Page<AuditClient.Event> page = audit.events(filters);
        List<AuditClient.Event> events = page.items();
        Map<String, String> known = names.of(events.stream()
                .flatMap(event -> Stream.ofNullable(event.actor()))
                .map(AuditClient.Actor::id)
                .toList());
        return new Changes(
                events.stream()
                        .map(event -> new Change(
                                event.id(),
                                event.time(),
                                EventSentences.of(event, known),
                                event.outcome(),
                                Objects.requireNonNullElse(event.team(), "")))
                        .toList(),
                page.nextCursor() != null);
    }
}
