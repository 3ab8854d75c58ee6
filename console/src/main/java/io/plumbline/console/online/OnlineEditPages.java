package io.plumbline.console.online;

import io.plumbline.console.online.OnlineClient.Evaluation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Submission;
import io.plumbline.console.route.RouteNames;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The form that creates or changes an online evaluation. It belongs to the team of its route.
@Controller
@RequestMapping("/online-evaluations")
class OnlineEditPages {

    private static final String FORM = "console/online/form";

    private final OnlineClient evaluations;
    private final RouteNames routes;

    OnlineEditPages(OnlineClient evaluations, RouteNames routes) {
        this.evaluations = evaluations;
        this.routes = routes;
    }

    /// Whether the user may write online evaluations of a team: their authors also read the content of its calls.
    static boolean mayWrite(String team) {
        return Callers.current().may(Permission.JUDGE_WRITE, team)
                && Callers.current().may(Permission.CALL_CONTENT_READ, team);
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.JUDGE_WRITE)
    String form(Model model, @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(shown(null, OnlineForm.empty(route), writable()));
        return FORM;
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView create(OnlineForm form) {
        List<RouteNames.Owned> known = writable();
        Map<String, Object> shown = shown(null, form, known);
        String name = OnlineForm.text(form.name());
        FormErrors problem = NewName.problem(name, "online evaluation", () -> evaluations.get(name));
        String team = Optional.ofNullable(RouteNames.team(known, form.route())).orElse(form.team());
        return problem == null ? stored(name, form, team, shown) : Submission.again(FORM, shown, problem);
    }

    @GetMapping("/{name}/edit")
    @RequiresPermission(Permission.JUDGE_WRITE)
    String edit(@PathVariable String name, Model model) {
        var found = evaluations.stored(name);
        Evaluation evaluation = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(
                shown(evaluation, OnlineForm.of(evaluation, found.getHeaders().getETag()), writable()));
        return FORM;
    }

    @PostMapping("/{name}/edit")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView change(@PathVariable String name, OnlineForm form) {
        Evaluation evaluation = evaluations.get(name);
        return stored(name, form, evaluation.team(), shown(evaluation, form, writable()));
    }

    private ModelAndView stored(String name, OnlineForm form, @Nullable String team, Map<String, Object> shown) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = OnlineForm.text(form.tag());
        return Submission.of(FORM, shown, "The online evaluation is saved.", () -> {
            evaluations.put(name, tag.isEmpty() ? null : tag, form.body(team));
            return "/online-evaluations/" + name;
        });
    }

    private List<RouteNames.Owned> writable() {
        return routes.ofTeamsWith(Permission.JUDGE_WRITE).stream()
                .filter(route -> mayWrite(route.team()))
                .toList();
    }

    /// @param stored the evaluation that is changed; null for a new one
    private static Map<String, Object> shown(
            @Nullable Evaluation stored, OnlineForm form, List<RouteNames.Owned> routes) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", stored == null ? null : stored.name());
        shown.put("form", form);
        shown.put(
                "routes",
                routes.stream()
                        .filter(route -> stored == null || stored.team().equals(route.team()))
                        .map(RouteNames.Owned::name)
                        .toList());
        shown.put("consents", OnlineForm.CONSENTS);
        return shown;
    }
}
