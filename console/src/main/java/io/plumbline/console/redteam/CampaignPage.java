package io.plumbline.console.redteam;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.page.Submission;
import io.plumbline.console.redteam.CampaignClient.Campaign;
import io.plumbline.console.redteam.CampaignClient.Results;
import io.plumbline.console.redteam.CampaignRow.Line;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

/// The page of a campaign: rates beside over-refusal and beside the same attacks without guards, findings with
/// redacted transcripts, and what follows from them.
@Controller
@RequestMapping("/red-team/{id}")
class CampaignPage {

    private static final String SARIF = "application/sarif+json";

    private final CampaignClient campaigns;
    private final ApiClients clients;

    CampaignPage(CampaignClient campaigns, ApiClients clients) {
        this.campaigns = campaigns;
        this.clients = clients;
    }

    @GetMapping
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String show(@PathVariable UUID id, Model model) {
        Campaign campaign = campaigns.get(id);
        Results results = campaign.results();
        model.addAttribute("campaign", campaign);
        model.addAttribute("conclusion", CampaignConclusion.of(campaign));
        model.addAttribute("mayRun", Callers.current().may(Permission.CAMPAIGN_RUN, campaign.team()));
        if (results != null) {
            List<Line> categories = new ArrayList<>();
            results.categories().forEach(category -> categories.add(Line.of(category)));
            categories.add(Line.of("All", "", results.all()));
            model.addAttribute("categories", categories);
            model.addAttribute(
                    "strategies",
                    results.strategies().stream()
                            .map(strategy -> Line.of(strategy.strategy(), "", strategy.group()))
                            .toList());
            model.addAttribute("findings", campaigns.findings(id).items());
            model.addAttribute("judged", results.judged());
            model.addAttribute("graders", results.graders());
        }
        return "console/redteam/show";
    }

    /// Returns the progress alone, while the campaign runs.
    @GetMapping("/progress")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String progress(@PathVariable UUID id, Model model) {
        model.addAttribute("campaign", campaigns.get(id));
        return "console/redteam/show :: progress";
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action(page(id), "The campaign is cancelled.", () -> campaigns.cancel(id));
    }

    @PostMapping("/incident")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView openIncident(@PathVariable UUID id, @RequestParam String finding) {
        return Submission.action(page(id), "The incident is open.", () -> campaigns.openIncident(id, finding));
    }

    @PostMapping("/keep")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView keep(@PathVariable UUID id, @RequestParam String finding) {
        return Submission.action(
                page(id),
                "Kept as regression probes. Every later campaign on this target repeats them.",
                () -> campaigns.keep(id, finding));
    }

    /// Sends the report as a file: `html` or `pdf` for a risk committee, or `sarif` for code scanning.
    @GetMapping("/report")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    ResponseEntity<byte[]> report(@PathVariable UUID id, @RequestParam(defaultValue = "html") String format) {
        String type = switch (format) {
            case "sarif" -> SARIF;
            case "pdf" -> MediaType.APPLICATION_PDF_VALUE;
            default -> MediaType.TEXT_HTML_VALUE;
        };
        String extension = format.equals("sarif") || format.equals("pdf") ? format : "html";
        byte[] body = clients.rest(RemoteService.EVAL)
                .get()
                .uri("/api/v1/red-team/campaigns/{id}/report" + (extension.equals("pdf") ? ".pdf" : ""), id)
                .header(HttpHeaders.ACCEPT, type)
                .retrieve()
                .body(byte[].class);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("campaign-" + id + "." + extension)
                                .build()
                                .toString())
                .body(body);
    }

    private static String page(UUID id) {
        return "/red-team/" + id;
    }
}
