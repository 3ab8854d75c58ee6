package io.plumbline.console.audit;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.audit.AuditClient.Event;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

/// The list of events, and the files made from it.
@Controller
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Audit log",
        path = "/audit",
        permission = Permission.AUDIT_READ,
        order = 40,
        docs = "guides/verify-the-audit-log.md")
@RequestMapping("/audit")
class AuditPages {

    private static final int PAGE = 50;
    /// How long the browser waits for the verification of a small log.
    private static final int PATIENCE_SECONDS = 5;
    private static final Pattern UUID_ONLY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> NAMED = Set.of("user", "api-key");

    private final AuditClient audit;
    private final ApiClients clients;
    private final ActorNames names;
    private final ResourcePages pages;
    private final EvidenceReport report;
    private final Parts parts;
    private final Clock clock;

    AuditPages(
            AuditClient audit,
            ApiClients clients,
            ActorNames names,
            ResourcePages pages,
            EvidenceReport report,
            Parts parts,
            Clock clock) {
        this.audit = audit;
        this.clients = clients;
        this.names = names;
        this.pages = pages;
        this.report = report;
        this.parts = parts;
        this.clock = clock;
    }

    /// A row of the list.
    ///
    /// @param page the page of the resource; null for none
    record Row(
            Event event,
            String sentence,
            String actor,
            String resource,
            @Nullable String page) {}

    /// A link that sets filters.
    record Preset(String label, String href, boolean current) {}

    @GetMapping
    @RequiresPermission(Permission.AUDIT_READ)
    String list(
            AuditFilters filters,
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        MultiValueMap<String, String> parameters = filters.parameters(names, scope.team());
        parameters.set("limit", Integer.toString(PAGE));
        if (cursor != null) {
            parameters.set("cursor", cursor);
        }
        Parts.Loading<AuditClient.Standing> standing = parts.load(audit::standing);
        Parts.Loading<Page<AuditClient.Verification>> verifications = parts.load(() -> audit.verifications(1));
        Page<Event> page = audit.events(parameters);
        model.addAttribute("rows", rows(page.items()));
        model.addAttribute("pager", Pager.of(page, filters.address("/audit"), cursor));
        model.addAttribute("filters", filters);
        model.addAttribute("given", filters.given());
        model.addAttribute("groups", ActionGroup.values());
        model.addAttribute("words", new Words());
        model.addAttribute("outcomes", List.of("SUCCESS", "DENIED", "BLOCKED", "FAILURE"));
        model.addAttribute("presets", presets(filters));
        model.addAttribute("csv", filters.address("/audit/export.csv"));
        model.addAttribute("ndjson", filters.address("/audit/export.ndjson"));
        model.addAttribute("standing", standing.get());
        LoadedPart<Page<AuditClient.Verification>> newest = verifications.get();
        model.addAttribute(
                "verification",
                newest.value() == null || newest.value().items().isEmpty()
                        ? null
                        : newest.value().items().getFirst());
        model.addAttribute(
                "mayVerify",
                Callers.current().teamsWith(Permission.AUDIT_VERIFY).contains(Caller.EVERY_TEAM));
        return "console/audit/list";
    }

    /// The words of an action, for the template.
    static final class Words {

        public String of(String action) {
            String words = EventSentences.words(action);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }

        public List<String> in(ActionGroup group) {
            return group.actions();
        }
    }

    private List<Row> rows(List<Event> events) {
        Map<String, String> known = names.of(actorsOf(events));
        return events.stream().map(event -> row(event, known)).toList();
    }

    private Row row(Event event, Map<String, String> known) {
        AuditClient.Actor actor = event.actor();
        AuditClient.Resource resource = event.resource();
        return new Row(
                event,
                EventSentences.of(event, known),
                actor == null ? "" : known.getOrDefault(actor.id(), actor.id()),
                resource == null ? "" : shortened(known.getOrDefault(resource.id(), resource.reference())),
                resource == null ? null : pages.of(resource.type(), resource.id()));
    }

    /// Leaves a UUID out: the type and the sentence say enough, and the event's page has it.
    private static String shortened(String resource) {
        return UUID_ONLY.matcher(resource).matches() ? "" : resource;
    }

    /// Returns the ids of users and keys in the events.
    static Set<String> actorsOf(List<Event> events) {
        Set<String> ids = new HashSet<>();
        for (Event event : events) {
            if (event.actor() != null) {
                ids.add(event.actor().id());
            }
            if (event.resource() != null && NAMED.contains(event.resource().type())) {
                ids.add(event.resource().id());
            }
            if (event.attributes() != null && event.attributes().get("requestedBy") instanceof String requester) {
                ids.add(requester);
            }
        }
        return ids;
    }

    private List<Preset> presets(AuditFilters filters) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Preset> presets = new ArrayList<>();
        presets.add(preset("Everything", filters, Map.of()));
        presets.add(preset("Changes only", filters, Map.of("action", "CHANGES")));
        presets.add(preset("Denied", filters, Map.of("outcome", "DENIED")));
        presets.add(preset("Blocked by a guard", filters, Map.of("outcome", "BLOCKED")));
        presets.add(preset("Today", filters, Map.of("from", today.toString())));
        LocalDate yesterday = today.minusDays(1);
        presets.add(preset("Yesterday", filters, Map.of("from", yesterday.toString(), "to", yesterday.toString())));
        presets.add(
                preset("Last 7 days", filters, Map.of("from", today.minusDays(6).toString())));
        Callers.current().teams().stream()
                .filter(team -> !team.equals(Caller.EVERY_TEAM) && !team.equals(Caller.PLATFORM_TEAM))
                .sorted()
                .limit(1)
                .forEach(team -> presets.add(preset("My team", filters, Map.of("team", team))));
        return presets;
    }

    private static Preset preset(String label, AuditFilters filters, Map<String, String> wanted) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/audit");
        wanted.forEach(address::queryParam);
        return new Preset(label, address.build().toUriString(), filters.given().equals(wanted));
    }

    /// Starts a verification of the whole log, or joins the running one.
    @PostMapping("/verifications")
    @RequiresPermission(Permission.AUDIT_VERIFY)
    ModelAndView verify() {
        AuditClient.Verification begun = audit.verify(PATIENCE_SECONDS);
        return Submission.action(
                "/audit/verifications/" + begun.id(),
                begun.isRunning() ? "The verification is running." : "The verification has finished.",
                () -> {});
    }

    @GetMapping("/verifications/{id}")
    @RequiresPermission(Permission.AUDIT_READ)
    String verification(@PathVariable UUID id, Model model) {
        AuditClient.Verification shown = audit.verificationOfLog(id);
        model.addAttribute("verification", shown);
        model.addAttribute("names", names.of(List.of(shown.requestedBy())));
        model.addAttribute("earlier", audit.verifications(PAGE).items());
        return "console/audit/verification";
    }

    @GetMapping("/export.csv")
    @RequiresPermission(Permission.AUDIT_READ)
    void csv(AuditFilters filters, @ModelAttribute("scope") Scope scope, HttpServletResponse response) {
        export(filters, scope, MediaType.parseMediaType("text/csv"), "audit-events.csv", response);
    }

    @GetMapping("/export.ndjson")
    @RequiresPermission(Permission.AUDIT_READ)
    void ndjson(AuditFilters filters, @ModelAttribute("scope") Scope scope, HttpServletResponse response) {
        export(filters, scope, MediaType.APPLICATION_NDJSON, "audit-events.ndjson", response);
    }

    private void export(AuditFilters filters, Scope scope, MediaType type, String name, HttpServletResponse response) {
        MultiValueMap<String, String> parameters = filters.parameters(names, scope.team());
        clients.rest(RemoteService.GOVERNANCE)
                .get()
                .uri(uri -> uri.path("/api/v1/audit/export")
                        .queryParams(encodable(parameters))
                        .build(values(parameters)))
                .accept(type)
                .exchange((_, answer) -> {
                    attach(response, type, name);
                    answer.getBody().transferTo(response.getOutputStream());
                    return name;
                });
    }

    /// Returns the selected events with their proofs, and a report of them as a PDF, in one ZIP file.
    @GetMapping("/evidence.zip")
    @RequiresPermission(Permission.AUDIT_READ)
    void evidence(
            @RequestParam(name = "id", required = false) @Nullable List<UUID> ids,
            AuditFilters filters,
            @ModelAttribute("scope") Scope scope,
            HttpServletResponse response)
            throws IOException {
        EvidencePack pack = pack(ids, filters, scope);
        byte[] pdf = report.of(pack);
        attach(response, MediaType.parseMediaType("application/zip"), "evidence.zip");
        pack.writeWith("report.pdf", pdf, response.getOutputStream());
    }

    /// Returns the report alone.
    @GetMapping("/evidence.pdf")
    @RequiresPermission(Permission.AUDIT_READ)
    void reportOnly(
            @RequestParam(name = "id", required = false) @Nullable List<UUID> ids,
            AuditFilters filters,
            @ModelAttribute("scope") Scope scope,
            HttpServletResponse response)
            throws IOException {
        byte[] pdf = report.of(pack(ids, filters, scope));
        attach(response, MediaType.APPLICATION_PDF, "evidence.pdf");
        response.getOutputStream().write(pdf);
    }

    private EvidencePack pack(@Nullable List<UUID> ids, AuditFilters filters, Scope scope) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        if (ids == null || ids.isEmpty()) {
            parameters.putAll(filters.parameters(names, scope.team()));
        } else {
            ids.forEach(id -> parameters.add("id", id.toString()));
        }
        byte[] zip = clients.rest(RemoteService.GOVERNANCE)
                .get()
                .uri(uri -> uri.path("/api/v1/audit/evidence")
                        .queryParams(encodable(parameters))
                        .build(values(parameters)))
                .accept(MediaType.parseMediaType("application/zip"))
                .retrieve()
                .body(byte[].class);
        return EvidencePack.read(zip == null ? new byte[0] : zip);
    }

    private static MultiValueMap<String, String> encodable(MultiValueMap<String, String> parameters) {
        MultiValueMap<String, String> templates = new LinkedMultiValueMap<>();
        int number = 0;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            for (int i = 0; i < parameter.getValue().size(); i++) {
                templates.add(parameter.getKey(), "{p" + number++ + "}");
            }
        }
        return templates;
    }

    private static Object[] values(MultiValueMap<String, String> parameters) {
        return parameters.values().stream().flatMap(List::stream).toArray();
    }

    private static void attach(HttpServletResponse response, MediaType type, String name) {
        response.setContentType(type.toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }
}
