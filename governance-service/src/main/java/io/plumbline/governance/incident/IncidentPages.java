package io.plumbline.governance.incident;

import io.plumbline.governance.incident.IncidentRequests.IncidentQuery;
import io.plumbline.governance.incident.IncidentRequests.NewTransition;
import io.plumbline.governance.key.ActorNames;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

@Controller
@RequestMapping("/incidents")
class IncidentPages {

    private final Incidents incidents;
    private final ActorNames names;

    IncidentPages(Incidents incidents, ActorNames names) {
        this.incidents = incidents;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.INCIDENT_READ)
    String list(@Valid @ModelAttribute("query") IncidentQuery query, @Valid Paging paging, Model model) {
        Page<IncidentView> page = incidents.list(query, paging);
        Set<String> actors = new HashSet<>();
        page.items().forEach(incident -> actors.add(incident.reportedBy()));
        model.addAttribute("page", page);
        model.addAttribute("next", next(query, page));
        model.addAttribute("names", names.of(actors));
        model.addAttribute("states", IncidentState.values());
        model.addAttribute("severities", Severity.values());
        model.addAttribute("kinds", IncidentKind.values());
        return "governance/incidents";
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.INCIDENT_READ)
    String show(@PathVariable UUID id, Model model) {
        Incidents.Versioned found = incidents.get(id);
        IncidentView incident = found.incident();
        Caller caller = Callers.current();
        Set<String> actors = new HashSet<>(Set.of(incident.reportedBy()));
        incident.transitions().forEach(transition -> actors.add(transition.by()));
        model.addAttribute("incident", incident);
        model.addAttribute("tag", found.tag());
        model.addAttribute("next", incident.state().next());
        model.addAttribute("evidence", EvidenceTable.of(incident.evidence()));
        model.addAttribute("names", names.of(actors));
        model.addAttribute("mayWrite", caller.may(Permission.INCIDENT_WRITE, incident.team()));
        model.addAttribute("mayAudit", caller.may(Permission.AUDIT_READ, incident.team()));
        return "governance/incident";
    }

    @PostMapping("/{id}/transitions")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    String move(
            @PathVariable UUID id,
            @RequestParam IncidentState to,
            @RequestParam @Size(max = 200) String tag,
            @RequestParam(required = false) @Size(max = IncidentRequests.MAX_COMMENT) @Nullable String comment,
            RedirectAttributes redirect) {
        if (to == IncidentState.RESOLVED && (comment == null || comment.isBlank())) {
            redirect.addFlashAttribute("moved", "Nothing has changed. Describe the resolution in the comment.");
        } else {
            incidents.move(id, new NewTransition(to, comment), tag, Callers.current());
            redirect.addFlashAttribute("moved", "The incident is " + to + " now.");
        }
        return "redirect:/incidents/" + id;
    }

    /// Returns the address of the next page with the same filters; empty on the last.
    private static String next(IncidentQuery query, Page<IncidentView> page) {
        if (page.nextCursor() == null) {
            return "";
        }
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/incidents");
        given(address, "state", query.state());
        given(address, "severity", query.severity());
        given(address, "kind", query.kind());
        given(address, "team", query.teamGiven());
        return address.queryParam("cursor", page.nextCursor()).encode().build().toUriString();
    }

    private static void given(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            address.queryParam(name, value);
        }
    }
}
