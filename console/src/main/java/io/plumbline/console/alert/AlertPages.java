package io.plumbline.console.alert;

import io.plumbline.console.alert.AlertClient.Alert;
import io.plumbline.console.incident.EvidenceTable;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Alerts: the list and the page of one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Alerts",
        path = "/alerts",
        permission = Permission.MONITOR_READ,
        order = 57,
        docs = "guides/alerts.md")
@RequestMapping("/alerts")
class AlertPages {

    private static final int PAGE = 50;

    private final AlertClient alerts;
    private final ActorNames names;

    AlertPages(AlertClient alerts, ActorNames names) {
        this.alerts = alerts;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        given(filters, "state", state);
        given(filters, "severity", severity);
        given(filters, "source", source);
        String address = UriComponentsBuilder.fromPath("/alerts")
                .queryParams(filters)
                .encode()
                .build()
                .toUriString();
        given(filters, "team", scope.team());
        given(filters, "cursor", cursor);
        filters.set("limit", Integer.toString(PAGE));
        Page<Alert> page = alerts.list(filters);
        model.addAttribute("alerts", page.items());
        model.addAttribute("pager", Pager.of(page, address, cursor));
        model.addAttribute("state", state);
        model.addAttribute("severity", severity);
        model.addAttribute("source", source);
        model.addAttribute("states", List.of("FIRING", "RESOLVED"));
        model.addAttribute("severities", List.of("PAGE", "TICKET"));
        model.addAttribute("sources", List.of("MONITOR", "SLO", "COST", "RETRY", "DRIFT"));
        return "console/alert/list";
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable UUID id, Model model) {
        Alert alert = alerts.get(id);
        model.addAttribute("alert", alert);
        model.addAttribute("evidence", EvidenceTable.of(alert.evidence()));
        model.addAttribute("deliveries", alerts.deliveries(id, PAGE).items());
        List<AlertClient.AlertSilence> silences = alerts.silences(id).items();
        model.addAttribute("silences", silences);
        model.addAttribute(
                "authors",
                names.of(silences.stream().map(AlertClient.AlertSilence::author).toList()));
        AlertClient.Acknowledgement acknowledgement = alert.acknowledgement();
        model.addAttribute(
                "acknowledgedBy",
                acknowledgement == null
                        ? null
                        : names.of(List.of(acknowledgement.actor()))
                                .getOrDefault(acknowledgement.actor(), acknowledgement.actor()));
        model.addAttribute(
                "mayAcknowledge",
                acknowledgement == null
                        && alert.state().equals("FIRING")
                        && Callers.current().may(Permission.MONITOR_WRITE, alert.team()));
        model.addAttribute("maySilence", Callers.current().may(Permission.MONITOR_WRITE, alert.team()));
        return "console/alert/show";
    }

    @PostMapping("/{id}/acknowledge")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView acknowledge(@PathVariable UUID id, @RequestParam(required = false) @Nullable String comment) {
        Map<String, Object> body = comment == null || comment.isBlank() ? Map.of() : Map.of("comment", comment.strip());
        return Submission.action(
                "/alerts/" + id, "The alert is acknowledged. It is not escalated.", () -> alerts.acknowledge(id, body));
    }

    private static void given(MultiValueMap<String, String> filters, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            filters.set(name, value);
        }
    }
}
