package io.plumbline.console.rollout;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.RolloutClient.Rollout;
import io.plumbline.console.rollout.RolloutClient.Route;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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

/// The list of rollouts, and the form that starts one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Rollouts",
        path = "/rollouts",
        permission = Permission.ROLLOUT_READ,
        order = 50,
        docs = "guides/roll-out-a-version.md")
class RolloutPages {

    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final String FORM = "console/rollout/new";
    private static final List<String> STATES =
            List.of("PENDING", "RUNNING", "PAUSED", "PROMOTED", "ABORTED", "ROLLED_BACK");

    private final RolloutClient rollouts;
    private final AnalysisClient analyses;
    private final Parts parts;
    private final Clock clock;

    RolloutPages(RolloutClient rollouts, AnalysisClient analyses, Parts parts, Clock clock) {
        this.rollouts = rollouts;
        this.analyses = analyses;
        this.parts = parts;
        this.clock = clock;
    }

    /// A rollout in the list.
    ///
    /// @param analysis null while monitoring-service has none
    record Row(Rollout rollout, @Nullable Analysis analysis, RolloutStanding standing) {}

    @GetMapping("/rollouts")
    @RequiresPermission(Permission.ROLLOUT_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor) {
        String wanted = state == null || !STATES.contains(state) ? null : state;
        var analysing = parts.load(() -> analyses.list(MOST));
        Page<Rollout> page = rollouts.list(null, wanted, PAGE, cursor);
        LoadedPart<Page<Analysis>> analysed = analysing.get();
        Page<Analysis> found = analysed.value();
        Map<UUID, Analysis> byId = found == null
                ? Map.of()
                : found.items().stream().collect(Collectors.toMap(Analysis::rolloutId, Function.identity()));
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(rollout -> scope.includes(rollout.team()))
                        .map(rollout -> row(rollout, byId.get(rollout.id())))
                        .toList());
        model.addAttribute("analysed", analysed);
        model.addAttribute("state", wanted);
        model.addAttribute("states", STATES);
        model.addAttribute(
                "pager",
                Pager.of(
                        page,
                        UriComponentsBuilder.fromPath("/rollouts")
                                .queryParam("state", Objects.requireNonNullElse(wanted, ""))
                                .toUriString(),
                        cursor));
        model.addAttribute(
                "mayStart",
                !Callers.current().teamsWith(Permission.ROLLOUT_WRITE).isEmpty());
        return "console/rollout/list";
    }

    private Row row(Rollout rollout, @Nullable Analysis analysis) {
        return new Row(rollout, analysis, RolloutStanding.of(rollout, analysis, clock.instant()));
    }

    @GetMapping("/rollouts/new")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    String form(Model model, @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(formModel(RolloutForm.empty(route)));
        return FORM;
    }

    @PostMapping("/rollouts/new")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    ModelAndView start(RolloutForm form) {
        Map<String, Object> body;
        try {
            body = form.body();
        } catch (RolloutForm.Unreadable e) {
            return Submission.again(FORM, formModel(form), FormErrors.at(e.field(), e.reason()));
        }
        return Submission.of(
                FORM,
                formModel(form),
                "Rollout started.",
                () -> "/rollouts/" + rollouts.start(body).id());
    }

    private Map<String, Object> formModel(RolloutForm form) {
        List<Route> routes = rollouts.routes(MOST).items().stream()
                .filter(route -> Callers.current().may(Permission.ROLLOUT_WRITE, route.team()))
                .toList();
        return Map.of("form", form, "routes", routes.stream().map(Route::name).toList());
    }
}
