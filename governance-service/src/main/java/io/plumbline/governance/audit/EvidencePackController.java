package io.plumbline.governance.audit;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EvidencePackController {

    private static final String ZIP = "application/zip";

    private final EvidencePacks packs;
    private final ExportTrail trail;

    EvidencePackController(EvidencePacks packs, ExportTrail trail) {
        this.packs = packs;
        this.trail = trail;
    }

    /// Returns a ZIP file with up to 500 events, their bytes and inclusion proofs, the signed checkpoint that all
    /// proofs lead to, and the log's key. Third-party tools verify it offline. The log records the export.
    @GetMapping(path = "/api/v1/audit/evidence", produces = ZIP)
    @RequiresPermission(Permission.AUDIT_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The pack.",
            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    void pack(
            @Parameter(description = "The events. Without any, all that match the filters.")
                    @RequestParam(name = "id", defaultValue = "")
                    @Size(max = EvidencePacks.MOST)
                    List<@NotNull UUID> ids,
            @Valid @ParameterObject EventQuery query,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        EventQuery.requireKnown(parameters.keySet(), "id");
        EvidencePacks.Pack pack = packs.select(ids, query);
        trail.append("evidence", query, pack.events().size());
        response.setContentType(ZIP);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence.zip\"");
        packs.write(pack, response.getOutputStream());
    }
}
