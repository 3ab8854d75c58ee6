package io.plumbline.eval.harm;

import io.plumbline.eval.report.ReportHtml;
import io.plumbline.eval.report.TaggedPdf;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/harm/measurements/{id}")
class HarmReportController {

    private static final MediaType HTML_TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final HarmArchive archive;
    private final ReportHtml html;

    HarmReportController(HarmArchive archive, ReportHtml html) {
        this.archive = archive;
        this.html = html;
    }

    /// Returns the report of a finished measurement for a risk committee as HTML. It contains no text of prompts or
    /// answers.
    @GetMapping(path = "/report", produces = MediaType.TEXT_HTML_VALUE)
    @RequiresPermission(Permission.CAMPAIGN_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The report of the measurement.",
            content = @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")))
    ResponseEntity<String> report(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(HTML_TYPE).body(html.write(HarmReport.of(archive.done(id))));
    }

    /// Returns the report as a tagged PDF.
    @GetMapping(path = "/report.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @RequiresPermission(Permission.CAMPAIGN_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The report of the measurement as a tagged PDF.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .body(TaggedPdf.write(HarmReport.of(archive.done(id))));
    }
}
