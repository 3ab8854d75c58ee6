package io.plumbline.console.gate;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Actions on a gate: cancel, discard, recompute, download a report.
@Controller
@RequestMapping("/gates/{id}")
class GateActionPages {

    private static final String RECOMPUTE = "console/gate/recompute";
    private static final JsonMapper JSON = new JsonMapper();

    private final GateClient gates;
    private final ApiClients clients;

    GateActionPages(GateClient gates, ApiClients clients) {
        this.gates = gates;
        this.clients = clients;
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action(page(id), "The gate is cancelled.", () -> gates.cancel(id));
    }

    @GetMapping("/discard")
    @RequiresPermission(Permission.GATE_RUN)
    String confirm(@PathVariable UUID id, Model model) {
        Gate gate = gates.get(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Discard the result of " + gate.suite() + " on "
                                + gate.candidate().label() + "?",
                        "A PASS no longer admits the version to production. A FAIL stays until a newer gate passes. The"
                                + " gate remains an attempt, and its answers are never reused. You cannot undo this.",
                        page(id) + "/discard",
                        "Discard the result",
                        true,
                        page(id),
                        Map.of(),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/discard")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView discard(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason) {
        return Submission.action(
                page(id),
                "The result is discarded.",
                () -> gates.discard(id, new GateClient.DiscardBody(reason.strip())));
    }

    @GetMapping("/recompute")
    @RequiresPermission(Permission.GATE_RUN)
    String form(@PathVariable UUID id, Model model) {
        model.addAllAttributes(shown(id, ""));
        return RECOMPUTE;
    }

    @PostMapping("/recompute")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView recompute(@PathVariable UUID id, @RequestParam(defaultValue = "") String metrics) {
        List<Map<String, Object>> given;
        try {
            given = metrics.isBlank() ? null : JSON.readValue(metrics, new TypeReference<>() {});
        } catch (JacksonException e) {
            return Submission.again(
                    RECOMPUTE, shown(id, metrics), FormErrors.at("metrics", "must be a JSON array of metrics"));
        }
        return Submission.of(
                RECOMPUTE, shown(id, metrics), "The scores are being computed. Reload in a moment.", () -> {
                    gates.recompute(id, new GateClient.RecomputeBody(given));
                    return page(id) + "/recomputations";
                });
    }

    /// Sends the report as a file.
    @GetMapping("/report")
    @RequiresPermission(Permission.GATE_READ)
    ResponseEntity<byte[]> report(@PathVariable UUID id, @RequestParam String format) {
        ReportFormat chosen;
        try {
            chosen = ReportFormat.valueOf(format.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return ResponseEntity.notFound().build();
        }
        byte[] body = Objects.requireNonNull(clients.rest(RemoteService.EVAL)
                .get()
                .uri("/api/v1/gates/{id}/report", id)
                .header(HttpHeaders.ACCEPT, chosen.mediaType())
                .retrieve()
                .body(byte[].class));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(chosen.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("gate-" + id + "." + chosen.extension())
                                .build()
                                .toString())
                .body(body);
    }

    private Map<String, @Nullable Object> shown(UUID id, String metrics) {
        return Map.of("gate", gates.get(id), "metrics", metrics);
    }

    private static String page(UUID id) {
        return "/gates/" + id;
    }
}
