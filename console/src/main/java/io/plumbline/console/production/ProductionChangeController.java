package io.plumbline.console.production;

import io.plumbline.console.audit.ActionGroup;
import io.plumbline.console.audit.AuditClient;
import io.plumbline.console.audit.EventSentences;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.time.Instant;
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
class ProductionChangeController {

    private static final int MOST = 30;

    private final ChangeRulesClient rules;
    private final AuditClient audit;
    private final ActorNames names;
    private final Clock clock;

    ProductionChangeController(ChangeRulesClient rules, AuditClient audit, ActorNames names, Clock clock) {
        this.rules = rules;
        this.audit = audit;
        this.names = names;
        this.clock = clock;
    }

    /// A change of production.
    record Change(UUID event, @Nullable Instant time, String sentence, @Nullable String outcome, String team) {}

    @GetMapping("/production-changes")
    @RequiresPermission(Permission.POLICY_READ)
    String show(@ModelAttribute("scope") Scope scope, Model model) {
        boolean mayAudit = !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty();
        model.addAttribute("rules", rules.rules().rules());
        model.addAttribute("mayAudit", mayAudit);
        model.addAttribute("changes", mayAudit ? changes(scope) : List.of());
        return "console/production/show";
    }

    private List<Change> changes(Scope scope) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("action", ActionGroup.PRODUCTION_CHANGES);
        filters.set("from", clock.instant().minus(scope.range().length()).toString());
        filters.set("limit", Integer.toString(MOST));
        if (scope.team() != null) {
            filters.set("team", scope.team());
        }
        List<AuditClient.Event> events = audit.events(filters).items();
        Map<String, String> known = names.of(events.stream()
                .flatMap(event -> Stream.ofNullable(event.actor()))
                .map(AuditClient.Actor::id)
                .toList());
        return events.stream()
                .map(event -> new Change(
                        event.id(),
                        event.time(),
                        EventSentences.of(event, known),
                        event.outcome(),
                        Objects.requireNonNullElse(event.team(), "")))
                .toList();
    }
}
