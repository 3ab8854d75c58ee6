package io.plumbline.monitoring.inventory;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.CsvWriter;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.inventory.Inventory.InventoryItem;
import io.plumbline.monitoring.inventory.Inventory.InventorySort;
import io.plumbline.monitoring.inventory.Inventory.InventoryState;
import io.plumbline.monitoring.inventory.Inventory.LastGate;
import io.plumbline.monitoring.inventory.Inventory.ProductionApprover;
import io.plumbline.monitoring.inventory.Inventory.ProductionGrounds;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/inventory")
class InventoryController {

    private final Inventory inventory;

    InventoryController(Inventory inventory) {
        this.inventory = inventory;
    }

    /// Selects and sorts entries.
    ///
    /// @param q part of a name
    record InventoryQuery(
            @Size(max = 63) @Nullable String team,
            @Nullable InventoryState state,

            @Parameter(description = "`MINIMAL`, `LIMITED` or `HIGH`.") @Size(max = 20) @Nullable
            String riskTier,

            @Parameter(description = "Part of the name of a team, route, variant, model or prompt.")
            @Size(max = 200)
            @Nullable
            String q,

            @Parameter(description = "Default: `NAME`.") @Nullable
            InventorySort sort) {

        Inventory.Filter filter() {
            return new Inventory.Filter(team, state, riskTier, q);
        }

        InventorySort order() {
            return sort == null ? InventorySort.NAME : sort;
        }
    }

    /// Lists everything in production: what production routes serve, what is in production in the registry without
    /// a route, and models in use that are not registered, with approvers, the last gate, and the production
    /// traffic of the last seven days. With `Accept: text/csv`, returns all entries as CSV.
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<InventoryItem> list(@Valid @ParameterObject InventoryQuery query, @Valid @ParameterObject Paging paging) {
        return inventory.list(query.filter(), query.order(), paging);
    }

    /// Exports the inventory as CSV.
    @GetMapping(produces = CsvWriter.TYPE)
    @RequiresPermission(Permission.MONITOR_READ)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvWriter.TYPE, schema = @Schema(type = "string")))
    void csv(@Valid @ParameterObject InventoryQuery query, HttpServletResponse response) throws IOException {
        List<InventoryItem> items = inventory.all(query.filter(), query.order());
        response.setContentType(CsvWriter.TYPE + ";charset=UTF-8");
        CsvWriter csv = new CsvWriter(response.getWriter());
        csv.row(
                "state",
                "team",
                "route",
                "variant",
                "target",
                "prompt",
                "policy",
                "riskTier",
                "servedConfiguration",
                "since",
                "basis",
                "expiresAt",
                "approvalId",
                "approvers",
                "lastGate",
                "lastGateVerdict",
                "lastGateAt",
                "lastGateAgeDays",
                "calls7d",
                "errors7d",
                "costUsd7d",
                "p95LatencyMs7d",
                "lastCallHour",
                "unguardedServices");
        for (InventoryItem item : items) {
            row(csv, item);
        }
    }

    private static void row(CsvWriter csv, InventoryItem item) throws IOException {
        ProductionGrounds grounds = item.production();
        LastGate gate = item.lastGate();
        csv.row(
                item.state(),
                item.team(),
                item.route(),
                item.variant(),
                item.target(),
                item.prompt(),
                item.policy(),
                item.riskTier(),
                grounds == null ? null : grounds.servedConfiguration(),
                grounds == null ? null : grounds.since(),
                grounds == null ? null : grounds.basis(),
                grounds == null ? null : grounds.expiresAt(),
                grounds == null ? null : grounds.approvalId(),
                grounds == null
                        ? null
                        : grounds.approvers().stream()
                                .map(ProductionApprover::id)
                                .collect(Collectors.joining(" ")),
                gate == null ? null : gate.id(),
                gate == null ? null : gate.verdict(),
                gate == null ? null : gate.finishedAt(),
                gate == null ? null : gate.ageDays(),
                item.traffic().calls(),
                item.traffic().errors(),
                item.traffic().costUsd(),
                item.traffic().p95LatencyMs(),
                item.lastCallHour(),
                String.join(" ", item.traffic().unguardedServices()));
    }
}
