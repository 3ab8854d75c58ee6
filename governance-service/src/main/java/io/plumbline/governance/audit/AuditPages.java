package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.governance.audit.log.LogState;
import io.plumbline.governance.audit.verification.Verifications;
import io.plumbline.governance.key.ActorNames;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Controller
@RequestMapping("/audit")
class AuditPages {

    /// How long the browser waits for the verification of a small log.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AuditEvents events;
    private final LogState log;
    private final Verifications verifications;
    private final EventVerifier verifier;
    private final ActorNames names;
    private final JsonMapper pretty;

    AuditPages(
            AuditEvents events,
            LogState log,
            Verifications verifications,
            EventVerifier verifier,
            ActorNames names,
            JsonMapper json) {
        this.events = events;
        this.log = log;
        this.verifications = verifications;
        this.verifier = verifier;
        this.names = names;
        this.pretty = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    @GetMapping
    @RequiresPermission(Permission.AUDIT_READ)
    String list(@Valid @ModelAttribute("query") EventQuery query, @Valid Paging paging, Model model) {
        Page<AuditEvent> page = events.search(query, paging);
        model.addAttribute("page", page);
        model.addAttribute("next", next(query, page));
        model.addAttribute("names", names.inEvents(page.items()));
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("standing", log.standing());
        model.addAttribute("verification", verifications.newest().orElse(null));
        model.addAttribute("mayVerify", mayVerify());
        return "governance/audit";
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.AUDIT_READ)
    String event(@PathVariable UUID id, Model model) {
        AuditEvents.PlacedEvent placed = events.get(id);
        model.addAttribute("event", placed.event());
        model.addAttribute("index", placed.index());
        model.addAttribute("names", names.inEvents(List.of(placed.event())));
        model.addAttribute("leaf", leaf(placed.event()));
        model.addAttribute("verification", verifier.verify(placed.event()));
        return "governance/audit-event";
    }

    @PostMapping("/verifications")
    @RequiresPermission(Permission.AUDIT_VERIFY)
    String verify() {
        verifications.await(verifications.begin(Callers.current()).id(), PATIENCE);
        return "redirect:/audit";
    }

    private String leaf(AuditEvent event) {
        return event.readable()
                ? pretty.writeValueAsString(pretty.readTree(event.canonical()))
                : new String(event.canonical(), StandardCharsets.UTF_8);
    }

    private static boolean mayVerify() {
        return Callers.current().teamsWith(Permission.AUDIT_VERIFY).contains(Caller.EVERY_TEAM);
    }

    /// Returns the address of the next page with the same filters; empty on the last.
    private static String next(EventQuery query, Page<AuditEvent> page) {
        if (page.nextCursor() == null) {
            return "";
        }
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/audit");
        query.parameters().forEach(address::queryParam);
        return address.queryParam("cursor", page.nextCursor()).encode().build().toUriString();
    }
}
