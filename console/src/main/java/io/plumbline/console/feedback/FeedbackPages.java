package io.plumbline.console.feedback;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.feedback.FeedbackClient.Feedback;
import io.plumbline.console.feedback.FeedbackClient.Summary;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of feedback with its filters, and satisfaction by route and version.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Feedback",
        path = "/feedback",
        permission = Permission.FEEDBACK_READ,
        order = 22,
        docs = "guides/learn-from-feedback.md")
class FeedbackPages {

    private static final String PAGE_SIZE = "50";

    private final FeedbackClient feedback;
    private final Parts parts;
    private final Clock clock;

    FeedbackPages(FeedbackClient feedback, Parts parts, Clock clock) {
        this.feedback = feedback;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/feedback")
    @RequiresPermission(Permission.FEEDBACK_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @ModelAttribute("filters") FeedbackFilters filters,
            @RequestParam(required = false) @Nullable String cursor) {
        MultiValueMap<String, String> selection = filters.parameters(scope, clock.instant());
        MultiValueMap<String, String> paged = filters.parameters(scope, clock.instant());
        paged.add("limit", PAGE_SIZE);
        if (cursor != null) {
            paged.add("cursor", cursor);
        }
        Parts.Loading<Summary> summary = parts.load(() -> feedback.summary(selection));
        try {
            Page<Feedback> page = feedback.list(paged);
            model.addAttribute("rows", page.items());
            model.addAttribute("pager", Pager.of(page, filters.address("/feedback"), cursor));
            model.addAttribute("summary", summary.get());
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            model.addAttribute("errors", FormErrors.of(problem));
            model.addAttribute("rows", List.of());
            model.addAttribute("pager", new Pager(null, null));
            model.addAttribute("summary", new LoadedPart<>(null, null, true));
        }
        Caller caller = Callers.current();
        model.addAttribute(
                "mayMake",
                !caller.teamsWith(Permission.DATASET_WRITE).isEmpty()
                        && !caller.teamsWith(Permission.CALL_CONTENT_READ).isEmpty());
        model.addAttribute("make", filters.address("/preferences/new"));
        return "console/feedback/list";
    }
}
