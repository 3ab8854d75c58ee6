package io.plumbline.registry.lineage;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.lineage.Lineage.Direction;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The lineage of sources, datasets, models, prompts, gates and routes.
@RestController
@RequestMapping("/api/v1/lineage")
class LineageController {

    private final LineageGraph graph;
    private final LineageIntake intake;
    private final ServiceProperties service;
    private final Clock clock;

    LineageController(LineageGraph graph, LineageIntake intake, ServiceProperties service, Clock clock) {
        this.graph = graph;
        this.intake = intake;
        this.service = service;
        this.clock = clock;
    }

    /// The formats of a graph.
    enum Format {
        GRAPH,
        OPENLINEAGE
    }

    /// Returns what a node derives from, what derives from it, or both. Forward from a source, this is
    /// everything that its withdrawal affects; `production` names what of it serves in production.
    ///
    /// @param of kind and name of the node, such as `model:support@3`, `dataset:faq@1` or
    ///     `source:s3://bucket|faq.csv`
    /// @param format OPENLINEAGE for a list of run events of OpenLineage
    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Lineage.class)))
    Object lineage(
            @RequestParam @Size(min = 3, max = 1100) String of,
            @RequestParam(defaultValue = "BOTH") Direction direction,
            @RequestParam(defaultValue = "10") @Min(1) @Max(20) int depth,
            @RequestParam(defaultValue = "GRAPH") Format format) {
        NodeId root = NodeId.parse(of)
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                        .because("`of` must be the kind and the name of a node, such as model:support@3.")
                        .at("/of", "must be an id such as model:support@3"));
        Lineage found = graph.around(root, direction, depth);
        return format == Format.OPENLINEAGE ? OpenLineageEvents.of(found, service.publicUrl(), clock.instant()) : found;
    }

    /// Takes an event of OpenLineage. It adds the job and what it read and wrote, for one team.
    ///
    /// @param team null for the caller's only team
    @PostMapping
    @RequiresPermission(Permission.DATASET_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    void report(
            @RequestParam(required = false) @Pattern(regexp = Names.NAME) @Nullable String team,
            @RequestBody JsonNode event) {
        intake.report(LineageEvent.read(event), team);
    }
}
