package io.plumbline.console.incident;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.audit.ResourcePages;
import io.plumbline.console.incident.IncidentClient.Incident;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

/// Incidents: the list, the report, the page and its transitions.
@Controller
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Incidents",
        path = "/incidents",
        permission = Permission.INCIDENT_READ,
        order = 20,
        docs = "guides/roll-out-a-version.md")
@RequestMapping("/incidents")
class IncidentPages {

    private static final int PAGE = 50;
    private static final String FORM = "console/incident/new";
    private static final String MOVE = "console/incident/move";

    private final IncidentClient incidents;
    private final ActorNames names;
    private final ResourcePages pages;

    IncidentPages(IncidentClient incidents, ActorNames names, ResourcePages pages) {
        this.incidents = incidents;
        this.names = names;
        this.pages = pages;
    }

    /// A row of the list.
    ///
    /// @param page the page of the affected resource; null for none
    record Row(Incident incident, @Nullable String page) {}

    @GetMapping
    @RequiresPermission(Permission.INCIDENT_READ)
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        given(filters, "state", state);
        given(filters, "severity", severity);
        given(filters, "kind", kind);
        String address = UriComponentsBuilder.fromPath("/incidents")
                .queryParams(filters)
                .encode()
                .build()
                .toUriString();
        given(filters, "team", scope.team());
        given(filters, "cursor", cursor);
        filters.set("limit", Integer.toString(PAGE));
        Page<Incident> page = incidents.list(filters);
        model.addAttribute(
                "rows",
                page.items().stream()
                        .map(incident -> new Row(incident, page(incident)))
                        .toList());
        model.addAttribute("pager", Pager.of(page, address, cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(Incident::reportedBy).toList()));
        model.addAttribute("state", state);
        model.addAttribute("severity", severity);
        model.addAttribute("kind", kind);
        model.addAttribute("states", List.of("OPEN", "ACKNOWLEDGED", "RESOLVED", "CLOSED"));
        model.addAttribute("severities", IncidentForm.SEVERITIES);
        model.addAttribute("kinds", IncidentForm.KINDS);
        model.addAttribute("mayOpen", mayWrite());
        return "console/incident/list";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    String form(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String id,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        model.addAllAttributes(formModel(new IncidentForm("", scope.team(), "MEDIUM", "OTHER", type, id, "", null)));
        return FORM;
    }

    private static Map<String, Object> formModel(IncidentForm form) {
        return Map.of(
                "form", form,
                "severities", IncidentForm.SEVERITIES,
                "kinds", IncidentForm.KINDS,
                "types", IncidentForm.RESOURCE_TYPES);
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    ModelAndView open(IncidentForm form) {
        try {
            Incident opened = incidents.open(form.body());
            return Submission.action("/incidents/" + opened.id(), "The incident is open.", () -> {});
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            FormErrors errors = FormErrors.of(problem);
            Map<String, String> fields = new HashMap<>(errors.fields());
            move(fields, "resource.id", "resourceId");
            move(fields, "resource.type", "resourceType");
            return Submission.again(
                    FORM, formModel(form), new FormErrors(errors.message(), errors.detail(), fields, null));
        }
    }

    private static void move(Map<String, String> fields, String from, String to) {
        String error = fields.get(from);
        if (error != null) {
            fields.put(to, error);
        }
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.INCIDENT_READ)
    String show(@PathVariable UUID id, Model model) {
        Incident incident = Objects.requireNonNull(incidents.get(id).getBody());
        model.addAttribute("incident", incident);
        model.addAttribute("page", page(incident));
        model.addAttribute("evidence", EvidenceTable.of(incident.evidence()));
        model.addAttribute(
                "names",
                names.of(Stream.concat(
                                Stream.of(incident.reportedBy()),
                                incident.transitions().stream().map(IncidentClient.Transition::by))
                        .toList()));
        model.addAttribute("steps", mayWrite() ? Step.after(incident.state()) : List.of());
        model.addAttribute(
                "mayAudit", !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty());
        return "console/incident/show";
    }

    /// A transition that a person can make.
    enum Step {
        ACKNOWLEDGED("Acknowledge", "Someone is working on it. The list shows it below the open ones.", false),
        RESOLVED("Resolve", "The cause is gone. The comment tells later readers how.", true),
        CLOSED("Close", "Nothing is left to do. A closed incident cannot be opened again.", false);

        private final String verb;
        private final String consequence;
        private final boolean needsComment;

        Step(String verb, String consequence, boolean needsComment) {
            this.verb = verb;
            this.consequence = consequence;
            this.needsComment = needsComment;
        }

        public String verb() {
            return verb;
        }

        public String consequence() {
            return consequence;
        }

        public boolean needsComment() {
            return needsComment;
        }

        static List<Step> after(String state) {
            return switch (state) {
                case "OPEN" -> List.of(ACKNOWLEDGED, RESOLVED);
                case "ACKNOWLEDGED" -> List.of(RESOLVED);
                case "RESOLVED" -> List.of(CLOSED);
                default -> List.of();
            };
        }
    }

    /// Asks before an incident moves.
    @GetMapping("/{id}/move")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    String confirm(@PathVariable UUID id, @RequestParam Step to, Model model) {
        ResponseEntity<Incident> found = incidents.get(id);
        model.addAllAttributes(moveModel(
                Objects.requireNonNull(found.getBody()), to, found.getHeaders().getETag(), ""));
        return MOVE;
    }

    private static Map<String, Object> moveModel(Incident incident, Step to, @Nullable String tag, String comment) {
        return Map.of("incident", incident, "to", to, "tag", Objects.requireNonNullElse(tag, ""), "comment", comment);
    }

    @PostMapping("/{id}/move")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    ModelAndView move(
            @PathVariable UUID id,
            @RequestParam Step to,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String comment) {
        Incident incident = Objects.requireNonNull(incidents.get(id).getBody());
        return Submission.of(
                MOVE,
                moveModel(incident, to, tag, comment),
                "The incident is " + to.name().toLowerCase(java.util.Locale.ROOT) + ".",
                () -> {
                    incidents.move(
                            id,
                            tag.isEmpty() ? null : tag,
                            new IncidentClient.Move(to.name(), comment.isBlank() ? null : comment.strip()));
                    return "/incidents/" + id;
                });
    }

    private @Nullable String page(Incident incident) {
        String type = incident.resource().type();
        String id = incident.resource().id();
        return type == null || id == null ? null : pages.of(type, id);
    }

    private static boolean mayWrite() {
        return !Callers.current().teamsWith(Permission.INCIDENT_WRITE).isEmpty();
    }

    private static void given(MultiValueMap<String, String> filters, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            filters.set(name, value);
        }
    }
}
