package io.plumbline.console.redteam;

import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.redteam.CampaignClient.Campaign;
import io.plumbline.console.redteam.CampaignClient.Library;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of red-team campaigns, and the form that starts one.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Red team",
        path = "/red-team",
        permission = Permission.CAMPAIGN_READ,
        order = 53,
        docs = "guides/red-team-a-route.md")
class CampaignPages {

    private static final int PAGE = 50;
    private static final String FORM = "console/redteam/new";

    private final CampaignClient campaigns;

    CampaignPages(CampaignClient campaigns) {
        this.campaigns = campaigns;
    }

    @GetMapping("/red-team")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String cursor) {
        String wanted = CampaignForm.given(target);
        Page<Campaign> page = campaigns.list(wanted.isEmpty() ? null : wanted, PAGE, cursor);
        String address = UriComponentsBuilder.fromPath("/red-team")
                .queryParam("target", wanted)
                .encode()
                .toUriString();
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(campaign -> scope.includes(campaign.team()))
                        .map(CampaignRow::of)
                        .toList());
        model.addAttribute("target", wanted);
        model.addAttribute("pager", Pager.of(page, wanted.isEmpty() ? "/red-team" : address, cursor));
        model.addAttribute(
                "mayRun", !Callers.current().teamsWith(Permission.CAMPAIGN_RUN).isEmpty());
        return "console/redteam/list";
    }

    @GetMapping("/red-team/new")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    String form(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String candidate,
            @RequestParam(required = false) @Nullable String prompt,
            @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(shown(CampaignForm.against(scope.team(), candidate, prompt, route)));
        return FORM;
    }

    @PostMapping("/red-team/new")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView start(CampaignForm form) {
        FormErrors errors = form.errors();
        return errors != null
                ? Submission.again(FORM, shown(form), errors)
                : Submission.of(
                        FORM,
                        shown(form),
                        "The campaign is queued. This page follows it.",
                        () -> "/red-team/" + campaigns.open(form.body()).id());
    }

    private Map<String, Object> shown(CampaignForm form) {
        Library library = campaigns.library();
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("categories", library.categories());
        shown.put(
                "strategies",
                library.strategies().stream().map(CampaignClient.Way::strategy).collect(Collectors.joining(", ")));
        shown.put(
                "mayBypass",
                !Callers.current().teamsWith(Permission.GUARD_BYPASS).isEmpty());
        return shown;
    }
}
