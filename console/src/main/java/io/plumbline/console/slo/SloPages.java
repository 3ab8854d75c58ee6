package io.plumbline.console.slo;

import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.route.RouteNames;
import io.plumbline.console.slo.SloClient.Slo;
import io.plumbline.console.slo.SloClient.Status;
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

/// The list of service level objectives, and the form that creates and replaces one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Objectives",
        path = "/slos",
        permission = Permission.MONITOR_READ,
        order = 56,
        docs = "guides/objectives.md")
class SloPages {

    private static final String FORM = "console/slo/edit";

    private final SloClient slos;
    private final RouteNames routes;
    private final Formats formats;

    SloPages(SloClient slos, RouteNames routes, Formats formats) {
        this.slos = slos;
        this.routes = routes;
        this.formats = formats;
    }

    @GetMapping("/slos")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Listing<Slo> all = Listing.read(slos::list);
        Column<Slo> columns = Column.<Slo>sorted(sort, "name", "/slos")
                .by("name", Comparator.comparing(Slo::name))
                .by("route", Comparator.comparing(Slo::route))
                .by("left", Comparator.comparingDouble(SloPages::left));
        all.show(all.stream().filter(slo -> scope.includes(slo.team())).toList(), columns, model);
        model.addAttribute("words", new SloWords(formats));
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/slo/list";
    }

    private static double left(Slo slo) {
        Status status = slo.status();
        Double left = status == null ? null : status.budgetLeft();
        return left == null ? Double.POSITIVE_INFINITY : left;
    }

    @GetMapping("/slos/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String newForm(Model model, @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(formModel(null, SloForm.empty(route), writable()));
        return FORM;
    }

    @GetMapping("/slos/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(@PathVariable String name, Model model) {
        var found = slos.get(name);
        Slo slo = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(
                formModel(name, SloForm.of(slo, found.getHeaders().getETag()), writable()));
        return FORM;
    }

    @PostMapping("/slos/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(SloForm form) {
        String name = SloForm.text(form.name());
        List<RouteNames.Owned> known = writable();
        Map<String, Object> shown = formModel(null, form, known);
        FormErrors problem = NewName.problem(name, "objective", () -> slos.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, shown, RouteNames.team(known, form.route()));
    }

    @PostMapping("/slos/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView change(@PathVariable String name, SloForm form) {
        Slo slo = Objects.requireNonNull(slos.get(name).getBody());
        return stored(name, form, formModel(name, form, writable()), slo.team());
    }

    private ModelAndView stored(String name, SloForm form, Map<String, Object> shown, @Nullable String team) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = SloForm.text(form.tag());
        return Submission.of(FORM, shown, "Objective saved. Its state follows within some seconds.", () -> {
            slos.put(name, tag.isEmpty() ? null : tag, form.body(team));
            return "/slos/" + name;
        });
    }

    private List<RouteNames.Owned> writable() {
        return routes.ofTeamsWith(Permission.MONITOR_WRITE);
    }

    private static Map<String, Object> formModel(@Nullable String name, SloForm form, List<RouteNames.Owned> routes) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("routes", routes.stream().map(RouteNames.Owned::name).toList());
        model.put("indicators", SloForm.INDICATORS);
        model.put("lengths", SloForm.LENGTHS);
        return model;
    }
}
