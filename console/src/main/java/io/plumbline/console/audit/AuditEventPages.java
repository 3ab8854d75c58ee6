package io.plumbline.console.audit;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.audit.AuditClient.Event;
import io.plumbline.console.page.ActorNames;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The page of an event, and the files for verifying it elsewhere.
@Controller
@RequestMapping("/audit/{id}")
class AuditEventPages {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final String PROOF = "/api/v1/audit/events/{id}/proof";

    private final AuditClient audit;
    private final ApiClients clients;
    private final ActorNames names;
    private final ResourcePages pages;

    AuditEventPages(AuditClient audit, ApiClients clients, ActorNames names, ResourcePages pages) {
        this.audit = audit;
        this.clients = clients;
        this.names = names;
        this.pages = pages;
    }

    /// A difference that an event of a change records.
    record Change(String place, String before, String after) {}

    @GetMapping
    @RequiresPermission(Permission.AUDIT_READ)
    String show(@PathVariable UUID id, Model model) {
        Map<String, Object> leaf = audit.event(id);
        Event event = JSON.convertValue(leaf, Event.class);
        Map<String, String> known = names.of(AuditPages.actorsOf(List.of(event)));
        AuditClient.Resource resource = event.resource();
        model.addAttribute("event", event);
        model.addAttribute("sentence", EventSentences.of(event, known));
        model.addAttribute("names", known);
        model.addAttribute("page", resource == null ? null : pages.of(resource.type(), resource.id()));
        model.addAttribute("changes", changes(event.attributes()));
        model.addAttribute("attributes", plain(event.attributes()));
        model.addAttribute("verification", audit.verification(id));
        model.addAttribute(
                "leaf",
                leaf.get("bytes") instanceof String bytes
                        ? new String(Base64.getDecoder().decode(bytes), java.nio.charset.StandardCharsets.UTF_8)
                        : JSON.writeValueAsString(leaf));
        return "console/audit/event";
    }

    private static List<Change> changes(@Nullable Map<String, Object> attributes) {
        List<Change> changes = new ArrayList<>();
        if (attributes != null && attributes.get("changes") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> change) {
                    Object place = change.get("pointer") == null ? change.get("place") : change.get("pointer");
                    changes.add(new Change(
                            String.valueOf(place).replaceFirst("^/", "").replace("/", " · "),
                            text(change.get("before")),
                            text(change.get("after"))));
                }
            }
        }
        return changes;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof String text ? text : JSON.writeValueAsString(value);
    }

    /// Returns the attributes other than the differences, as text.
    private static Map<String, String> plain(@Nullable Map<String, Object> attributes) {
        Map<String, String> plain = new TreeMap<>();
        Objects.requireNonNullElse(attributes, Map.<String, Object>of()).forEach((name, value) -> {
            if (!"changes".equals(name)) {
                plain.put(name, text(value));
            }
        });
        return plain;
    }

    @GetMapping("/proof")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<byte[]> json(@PathVariable UUID id) {
        return file(id + ".proof.json", MediaType.APPLICATION_JSON, fetch(PROOF, id, MediaType.APPLICATION_JSON));
    }

    @GetMapping("/tlog-proof")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<byte[]> text(@PathVariable UUID id) {
        return file(id + ".tlog-proof", MediaType.TEXT_PLAIN, fetch(PROOF, id, MediaType.TEXT_PLAIN));
    }

    /// Returns the exact bytes that the leaf hashes.
    @GetMapping("/leaf")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<byte[]> leaf(@PathVariable UUID id) {
        byte[] proof = fetch(PROOF, id, MediaType.APPLICATION_JSON);
        byte[] bytes =
                Base64.getDecoder().decode(JSON.readTree(proof).path("event").asString());
        return file(id + ".event.json", MediaType.APPLICATION_OCTET_STREAM, bytes);
    }

    private byte[] fetch(String path, UUID id, MediaType type) {
        return Objects.requireNonNull(clients.rest(RemoteService.GOVERNANCE)
                .get()
                .uri(path, id)
                .accept(type)
                .retrieve()
                .body(byte[].class));
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
