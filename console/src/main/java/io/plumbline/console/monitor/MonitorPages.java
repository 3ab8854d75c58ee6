package io.plumbline.console.monitor;

import io.plumbline.console.monitor.MonitorClient.Monitor;
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

/// The list of monitors, and the form that creates and replaces one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Monitors",
        path = "/monitors",
        permission = Permission.MONITOR_READ,
        order = 55,
        docs = "guides/monitors.md")
class MonitorPages {

    private static final String FORM = "console/monitor/edit";
    private static final List<String> METRICS = List.of(
            "ERROR_RATE",
            "REFUSAL_RATE",
            "ATTACK_RATE",
            "NEGATIVE_FEEDBACK_RATE",
            "SCORE",
            "JUDGE_SCORE",
            "LATENCY_P50",
            "LATENCY_P95",
            "FIRST_TOKEN_P95",
            "COST_PER_CALL");
    private static final List<String> DETECTORS = List.of("CUSUM", "EWMA", "PAGE_HINKLEY", "ADWIN", "THRESHOLD");

    private final MonitorClient monitors;
    private final RouteNames routes;
    private final Formats formats;

    MonitorPages(MonitorClient monitors, RouteNames routes, Formats formats) {
        this.monitors = monitors;
        this.routes = routes;
        this.formats = formats;
    }

    /// A monitor in the list.
    record Row(Monitor monitor, MetricUnit unit) {}

    @GetMapping("/monitors")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Listing<Monitor> all = Listing.read(monitors::list);
        Column<Row> columns = Column.<Row>sorted(sort, "name", "/monitors")
                .largestFirst("evidence")
                .by("name", Comparator.comparing(row -> row.monitor().name()))
                .by("route", Comparator.comparing(row -> row.monitor().route()))
                .by(
                        "evidence",
                        Comparator.comparingDouble(
                                row -> row.monitor().progress().evidence()));
        all.show(
                all.stream()
                        .filter(monitor -> scope.includes(monitor.team()))
                        .map(monitor -> new Row(monitor, MetricUnit.of(monitor.metric(), formats)))
                        .toList(),
                columns,
                model);
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/monitor/list";
    }

    @GetMapping("/monitors/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String newForm(Model model, @RequestParam(required = false) @Nullable String route) {
        model.addAllAttributes(formModel(null, MonitorForm.empty(route), routes.ofTeamsWith(Permission.MONITOR_WRITE)));
        return FORM;
    }

    @GetMapping("/monitors/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(@PathVariable String name, Model model) {
        var found = monitors.get(name);
        Monitor monitor = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(formModel(
                name,
                MonitorForm.of(monitor, found.getHeaders().getETag()),
                routes.ofTeamsWith(Permission.MONITOR_WRITE)));
        return FORM;
    }

    @PostMapping("/monitors/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(MonitorForm form) {
        String name = MonitorForm.text(form.name());
        List<RouteNames.Owned> known = routes.ofTeamsWith(Permission.MONITOR_WRITE);
        Map<String, Object> shown = formModel(null, form, known);
        FormErrors problem = NewName.problem(name, "monitor", () -> monitors.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, shown, RouteNames.team(known, form.route()));
    }

    @PostMapping("/monitors/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView change(@PathVariable String name, MonitorForm form) {
        Monitor monitor = Objects.requireNonNull(monitors.get(name).getBody());
        return stored(name, form, formModel(name, form, routes.ofTeamsWith(Permission.MONITOR_WRITE)), monitor.team());
    }

    private ModelAndView stored(String name, MonitorForm form, Map<String, Object> shown, @Nullable String team) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = MonitorForm.text(form.tag());
        return Submission.of(FORM, shown, "Monitor saved. It learns from the calls of the last two weeks.", () -> {
            monitors.put(name, tag.isEmpty() ? null : tag, form.body(team));
            return "/monitors/" + name;
        });
    }

    private static Map<String, Object> formModel(
            @Nullable String name, MonitorForm form, List<RouteNames.Owned> routes) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("routes", routes.stream().map(RouteNames.Owned::name).toList());
        model.put("metrics", METRICS);
        model.put("detectors", DETECTORS);
        return model;
    }
}
