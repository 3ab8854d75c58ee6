package io.plumbline.eval.gate;

import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.ItemOutcome;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.gate.ledger.GateRequest;
import io.plumbline.eval.gate.report.GateReports;
import io.plumbline.eval.gate.report.GateResponse;
import io.plumbline.eval.gate.report.ReportFormat;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

@RestController
@RequestMapping("/api/v1/gates")
class GateController {

    private static final int MAX_WAIT = 120;
    private static final String SARIF = "application/sarif+json";

    private final GateService service;
    private final GateDiscard discards;
    private final GateArchive archive;
    private final GateReports reports;
    private final ItemComparisons comparisons;
    private final ContentNegotiationManager negotiation;
    private final ConsoleLinkProperties urls;

    GateController(
            GateService service,
            GateDiscard discards,
            GateArchive archive,
            GateReports reports,
            ItemComparisons comparisons,
            @Qualifier("mvcContentNegotiationManager") ContentNegotiationManager negotiation,
            ConsoleLinkProperties urls) {
        this.service = service;
        this.discards = discards;
        this.archive = archive;
        this.reports = reports;
        this.comparisons = comparisons;
        this.negotiation = negotiation;
        this.urls = urls;
    }

    private GateResponse response(Gate gate) {
        return GateResponse.from(gate).withPage(urls.console());
    }

    /// Opens a gate and waits up to `wait` seconds for its end.
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.GATE_RUN)
    ResponseEntity<GateResponse> open(
            @Valid @RequestBody GateRequest request,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        Gate gate = service.open(request);
        if (wait > 0) {
            gate = archive.await(gate.id(), wait);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/gates/" + gate.id())
                .body(response(gate));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.GATE_READ)
    GateResponse get(
            @PathVariable UUID id, @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        return response(archive.await(id, wait));
    }

    /// Lists gates, newest first.
    ///
    /// @param candidate name of the candidate's model, prompt or route, or NAME@VERSION
    /// @param outcome the verdict, or the status before a verdict exists
    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    Page<GateResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String suite,
            @RequestParam(required = false) @Size(max = 80) @Nullable String candidate,
            @RequestParam(required = false) @Size(max = 20) @Nullable String outcome,
            @Valid @ParameterObject Paging paging) {
        return archive.list(new GateFilter(suite, candidate, outcome), paging)
                .map(gate -> GateResponse.listed(gate).withPage(urls.console()));
    }

    @PostMapping("/{id}/cancel")
    @RequiresPermission(Permission.GATE_RUN)
    GateResponse cancel(@PathVariable UUID id) {
        return response(service.cancel(id));
    }

    /// @param reason why the result must not be relied on
    record DiscardRequest(
            @NotBlank @Pattern(regexp = "[^\\p{Cntrl}]{1,500}", message = "must be 1 to 500 characters on one line")
            String reason) {}

    /// Discards the result of an ended gate. Its answers are never reused. It remains an attempt, a FAIL stays in
    /// the registry until a newer gate, and a PASS is withdrawn there.
    @PostMapping("/{id}/discard")
    @RequiresPermission(Permission.GATE_RUN)
    GateResponse discard(@PathVariable UUID id, @Valid @RequestBody DiscardRequest request) {
        return response(discards.discard(id, request.reason()));
    }

    /// Lists the items with both answers, the worst first, redacted and truncated for people. Default: all
    /// outcomes.
    @GetMapping("/{id}/items")
    @RequiresPermission(Permission.GATE_READ)
    Page<ItemComparison> items(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable ItemOutcome outcome,
            @Valid @ParameterObject Paging paging) {
        return comparisons.list(archive.details(id), outcome, paging);
    }

    /// @param total the number of items
    /// @param counts outcome → its number; without outcomes that no item has
    record ItemCounts(long total, Map<ItemOutcome, Long> counts) {}

    /// Counts the items by outcome.
    @GetMapping("/{id}/items/counts")
    @RequiresPermission(Permission.GATE_READ)
    ItemCounts counts(@PathVariable UUID id) {
        Map<ItemOutcome, Long> counts = comparisons.counts(archive.details(id));
        return new ItemCounts(
                counts.values().stream().mapToLong(Long::longValue).sum(), counts);
    }

    /// Returns the result of an ended gate, by `Accept`: JSON with every item, JUnit XML with a test case per
    /// check for CI systems, SARIF for code scanning, or Markdown or HTML for people.
    @GetMapping(
            path = "/{id}/report",
            produces = {
                MediaType.APPLICATION_JSON_VALUE,
                MediaType.TEXT_MARKDOWN_VALUE,
                MediaType.APPLICATION_XML_VALUE,
                SARIF,
                MediaType.TEXT_HTML_VALUE
            })
    @RequiresPermission(Permission.GATE_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The gate report.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = GateReports.JsonReport.class)),
                @Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_XML_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = SARIF, schema = @Schema(type = "object")),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    ResponseEntity<Object> report(@PathVariable UUID id, NativeWebRequest request)
            throws HttpMediaTypeNotAcceptableException {
        Gate gate = archive.ended(id);
        ReportFormat format = ReportFormat.preferred(negotiation.resolveMediaTypes(request));
        Object body = switch (format) {
            case JSON -> reports.json(archive.details(gate));
            case MARKDOWN -> reports.markdown(archive.details(gate));
            case JUNIT -> reports.junit(gate);
            case SARIF -> reports.sarif(archive.details(gate));
            case HTML -> reports.html(archive.details(gate));
        };
        return ResponseEntity.ok().contentType(format.type()).body(body);
    }
}
