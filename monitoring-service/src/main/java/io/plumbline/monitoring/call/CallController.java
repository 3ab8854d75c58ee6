package io.plumbline.monitoring.call;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.CsvWriter;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/calls")
class CallController {

    private final Calls calls;
    private final CallExport export;
    private final CallDetails details;
    private final CallContents contents;
    private final CallHours hours;
    private final Clock clock;

    CallController(
            Calls calls, CallExport export, CallDetails details, CallContents contents, CallHours hours, Clock clock) {
        this.calls = calls;
        this.export = export;
        this.details = details;
        this.contents = contents;
        this.hours = hours;
        this.clock = clock;
    }

    /// Lists the calls of the caller's teams. A call appears within seconds and is listed for 30 days, or as long
    /// as `plumbline.monitoring.calls.keep` says. With `Accept: text/csv`, returns up to 100,000 calls as CSV.
    @GetMapping
    @RequiresPermission(Permission.CALL_READ)
    Page<ListedCall> list(
            @Valid @ParameterObject CallQuery query,
            @Valid @ParameterObject CallOrder order,
            @Valid @ParameterObject Paging paging) {
        return calls.list(query, order, paging);
    }

    /// Exports calls as CSV, at most 100,000.
    @GetMapping(produces = CsvWriter.TYPE)
    @RequiresPermission(Permission.CALL_READ)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvWriter.TYPE, schema = @Schema(type = "string")))
    void csv(
            @Valid @ParameterObject CallQuery query,
            @Valid @ParameterObject CallOrder order,
            HttpServletResponse response)
            throws IOException {
        export.write(query, order, response);
    }

    /// Sums up the calls that a list with the same filters contains: outcomes, latency, cost and tokens.
    @GetMapping("/summary")
    @RequiresPermission(Permission.CALL_READ)
    Calls.CallSummary summary(@Valid @ParameterObject CallQuery query) {
        return calls.summarise(query);
    }

    /// Returns the production calls over time for charts: calls, errors, latency, cost and tokens by span.
    @GetMapping("/timeline")
    @RequiresPermission(Permission.CALL_READ)
    CallTimeline timeline(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Size(max = 200) @Nullable String route,
            @RequestParam(required = false) @Size(max = 200) @Nullable String variant,
            @Valid @ParameterObject ChartRange range) {
        ChartRange.Spans spans = range.spans(clock);
        return CallTimeline.of(
                spans,
                hours.timeline(new CallHours.Filter(team, route, variant), spans.from(), spans.to(), spans.span()));
    }

    /// Returns one call: its path through the gateway, findings, tokens and cost, routing and feedback.
    @GetMapping("/{callId}")
    @RequiresPermission(Permission.CALL_READ)
    CallDetails.CallDetail detail(@PathVariable UUID callId) {
        return details.detail(callId);
    }

    /// Returns the stored content of a call: what the provider received and sent, redacted by the policy. The
    /// audit log records the read with its purpose.
    @GetMapping("/{callId}/content")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    CallContents.CallContent content(
            @PathVariable UUID callId,
            @Parameter(description = "Why the content is read, for the audit log. Name no person.")
                    @RequestParam
                    @NotBlank
                    @Size(max = 200)
                    String purpose) {
        return contents.read(details.listed(callId), Callers.current(), purpose);
    }
}
