package io.plumbline.eval.redteam;

import io.plumbline.eval.redteam.CampaignArchive.FindingView;
import io.plumbline.eval.redteam.CampaignArchive.ProbeView;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignFilter;
import io.plumbline.eval.redteam.ledger.CampaignPairs;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/red-team/campaigns")
class CampaignController {

    static final String FINDING = "[a-z0-9._-]{1,200}";

    private static final int MAX_WAIT = 120;
    private static final int MOST_FINDINGS = 100;

    private final CampaignService service;
    private final CampaignArchive archive;
    private final FindingActions actions;
    private final CampaignPairs pairs;

    CampaignController(CampaignService service, CampaignArchive archive, FindingActions actions, CampaignPairs pairs) {
        this.service = service;
        this.archive = archive;
        this.actions = actions;
        this.pairs = pairs;
    }

    /// Starts a campaign and waits up to `wait` seconds for its end.
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ResponseEntity<CampaignResponse> open(
            @Valid @RequestBody CampaignRequest request,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        Campaign campaign = service.open(request);
        if (wait > 0) {
            campaign = archive.await(campaign.id(), wait);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/red-team/campaigns/" + campaign.id())
                .body(CampaignResponse.of(campaign));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    CampaignResponse get(
            @PathVariable UUID id, @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        return CampaignResponse.of(archive.await(id, wait));
    }

    /// Lists campaigns, newest first.
    ///
    /// @param target name of the target's model, prompt or route, or NAME@VERSION
    /// @param outcome the verdict, or the status before a verdict exists
    @GetMapping
    @RequiresPermission(Permission.CAMPAIGN_READ)
    Page<CampaignResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String name,
            @RequestParam(required = false) @Size(max = 80) @Nullable String target,
            @RequestParam(required = false) @Size(max = 20) @Nullable String outcome,
            @Valid @ParameterObject Paging paging) {
        return archive.list(new CampaignFilter(name, target, outcome), paging).map(CampaignResponse::listed);
    }

    @PostMapping("/{id}/cancel")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    CampaignResponse cancel(@PathVariable UUID id) {
        return CampaignResponse.of(service.cancel(id));
    }

    /// Lists the outcomes of the probes with their transcripts, redacted and truncated for people.
    ///
    /// @param category code of the category; default: all
    @GetMapping("/{id}/probes")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    Page<ProbeView> probes(
            @PathVariable UUID id,
            @RequestParam(required = false) @Size(max = 63) @Nullable String category,
            @RequestParam(required = false) @Nullable ProbeOutcome outcome,
            @Valid @ParameterObject Paging paging) {
        return archive.probes(id, category, outcome, paging);
    }

    /// @param items the largest first
    record CampaignFindings(List<FindingView> items) {}

    /// Lists the hundred largest findings of a finished campaign with examples and incidents.
    @GetMapping("/{id}/findings")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    CampaignFindings findings(@PathVariable UUID id) {
        return new CampaignFindings(archive.findings(archive.done(id), MOST_FINDINGS));
    }

    /// @param incident id of the incident in governance-service
    record IncidentResponse(UUID incident) {}

    /// Opens an incident for a finding. Repeating the call returns the same incident.
    @PostMapping("/{id}/findings/{finding}/incident")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    IncidentResponse openIncident(@PathVariable UUID id, @PathVariable @Pattern(regexp = FINDING) String finding) {
        return new IncidentResponse(actions.openIncident(archive.done(id), finding));
    }

    /// @param kept number of new regression probes
    record KeptResponse(int kept) {}

    /// Keeps the successful attacks of a finding as regression probes: every later campaign on the target repeats
    /// them.
    @PostMapping("/{id}/findings/{finding}/regression-probes")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    KeptResponse keep(@PathVariable UUID id, @PathVariable @Pattern(regexp = FINDING) String finding) {
        return new KeptResponse(actions.keep(archive.done(id), finding));
    }

    /// Compares a finished campaign with another one on the probes that both sent. Campaigns with the same seed,
    /// categories and strategies send the same probes.
    ///
    /// @param baseline the campaign to compare with
    @GetMapping("/{id}/comparison")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    CampaignComparison compare(@PathVariable UUID id, @RequestParam UUID baseline) {
        archive.done(id);
        archive.done(baseline);
        return CampaignComparison.of(id, baseline, pairs.of(id, baseline));
    }
}
