package io.plumbline.console.alert;

import io.plumbline.console.alert.AlertClient.Alert;
import io.plumbline.console.incident.EvidenceTable;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// Alerts: the list and the page of one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Alerts",
        path = "/alerts",
        permission = Permission.MONITOR_READ,
        order = 57,
        docs = "guides/objectives.md")
@RequestMapping("/alerts")
class AlertPages {

    private static final int PAGE = 50;

    private final AlertClient alerts;

    AlertPages(AlertClient alerts) {
        this.alerts = alerts;
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
        return "console/alert/show";
    }

    private static void given(MultiValueMap<String, String> filters, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            filters.set(name, value);
        }
    }
}
