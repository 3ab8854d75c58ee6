package io.plumbline.eval.redteam;

import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.report.CampaignHtml;
import io.plumbline.eval.redteam.report.CampaignPdf;
import io.plumbline.eval.redteam.report.CampaignSarif;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

@RestController
@RequestMapping("/api/v1/red-team/campaigns/{id}")
class CampaignReportController {

    private static final String SARIF = "application/sarif+json";
    private static final MediaType SARIF_TYPE = MediaType.parseMediaType(SARIF);
    private static final MediaType HTML_TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final CampaignArchive archive;
    private final CampaignHtml html;
    private final ContentNegotiationManager negotiation;

    CampaignReportController(
            CampaignArchive archive,
            CampaignHtml html,
            @Qualifier("mvcContentNegotiationManager") ContentNegotiationManager negotiation) {
        this.archive = archive;
        this.html = html;
        this.negotiation = negotiation;
    }

    /// Returns the report of a finished campaign, by `Accept`: HTML for a risk committee, or SARIF for code scanning.
    /// It
    /// contains no text of attacks or answers.
    @GetMapping(
            path = "/report",
            produces = {MediaType.TEXT_HTML_VALUE, SARIF})
    @RequiresPermission(Permission.CAMPAIGN_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The campaign report.",
            content = {
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = SARIF, schema = @Schema(type = "object"))
            })
    ResponseEntity<String> report(@PathVariable UUID id, NativeWebRequest request)
            throws HttpMediaTypeNotAcceptableException {
        Campaign campaign = archive.done(id);
        List<MediaType> accepted = negotiation.resolveMediaTypes(request);
        boolean sarif = accepted.stream()
                .filter(type -> type.includes(SARIF_TYPE) || type.includes(MediaType.TEXT_HTML))
                .findFirst()
                .filter(type -> !type.includes(MediaType.TEXT_HTML))
                .isPresent();
        return sarif
                ? ResponseEntity.ok().contentType(SARIF_TYPE).body(CampaignSarif.write(campaign))
                : ResponseEntity.ok().contentType(HTML_TYPE).body(html.write(campaign));
    }

    /// Returns the report for a risk committee as a tagged PDF.
    @GetMapping(path = "/report.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @RequiresPermission(Permission.CAMPAIGN_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The campaign report as a tagged PDF.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(CampaignPdf.write(archive.done(id)));
    }

    /// Returns the SARIF report as a file.
    @GetMapping(path = "/report.sarif", produces = SARIF)
    @RequiresPermission(Permission.CAMPAIGN_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The campaign report in SARIF 2.1.0.",
            content = @Content(mediaType = SARIF, schema = @Schema(type = "object")))
    ResponseEntity<String> sarif(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(SARIF_TYPE).body(CampaignSarif.write(archive.done(id)));
    }
}
