package io.plumbline.console.drift;

import io.plumbline.console.drift.DriftClient.Baseline;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.route.RouteNames;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of baselines, and the form that creates and replaces one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Drift",
        path = "/drift",
        permission = Permission.MONITOR_READ,
        order = 58,
        docs = "guides/drift.md")
class DriftPages {

    private static final String FORM = "console/drift/edit";

    private final DriftClient drift;
    private final RouteNames routes;

    DriftPages(DriftClient drift, RouteNames routes) {
        this.drift = drift;
        this.routes = routes;
    }

    @GetMapping("/drift")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Listing<Baseline> all = Listing.read(drift::list);
        Column<Baseline> columns = Column.<Baseline>sorted(sort, "name", "/drift")
                .by("name", Comparator.comparing(Baseline::name))
                .by("route", Comparator.comparing(Baseline::route));
        all.show(
                all.stream().filter(baseline -> scope.includes(baseline.team())).toList(), columns, model);
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/drift/list";
    }

    @GetMapping("/drift/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String newForm(Model model, @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(formModel(null, DriftForm.empty(route), writable()));
        return FORM;
    }

    @GetMapping("/drift/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(@PathVariable String name, Model model) {
        var found = drift.get(name);
        Baseline baseline = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(
                formModel(name, DriftForm.of(baseline, found.getHeaders().getETag()), writable()));
        return FORM;
    }

    @PostMapping("/drift/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(DriftForm form) {
        String name = DriftForm.given(form.name());
        List<RouteNames.Owned> known = writable();
        Map<String, Object> shown = formModel(null, form, known);
        FormErrors problem = NewName.problem(name, "baseline", () -> drift.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, shown, RouteNames.team(known, form.route()));
    }

    @PostMapping("/drift/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView change(@PathVariable String name, DriftForm form) {
        Baseline baseline = Objects.requireNonNull(drift.get(name).getBody());
        return stored(name, form, formModel(name, form, writable()), baseline.team());
    }

    private ModelAndView stored(String name, DriftForm form, Map<String, Object> shown, @Nullable String team) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = DriftForm.given(form.tag());
        return Submission.of(FORM, shown, "Baseline saved. It collects its calls now.", () -> {
            drift.put(name, tag.isEmpty() ? null : tag, form.body(team));
            return "/drift/" + name;
        });
    }

    private List<RouteNames.Owned> writable() {
        return routes.ofTeamsWith(Permission.MONITOR_WRITE);
    }

    private static Map<String, Object> formModel(@Nullable String name, DriftForm form, List<RouteNames.Owned> routes) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("routes", routes.stream().map(RouteNames.Owned::name).toList());
        model.put("texts", DriftForm.TEXTS);
        model.put("kinds", DriftForm.KINDS);
        return model;
    }
}
