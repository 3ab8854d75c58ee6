package io.plumbline.console.panel;

import io.plumbline.console.evaluation.Source;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.panel.PanelScheduleClient.Run;
import io.plumbline.console.panel.PanelScheduleClient.Schedule;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A schedule of panels: its next run, and the panels that it has created.
@Controller
@RequestMapping("/panel-schedules/{name}")
class PanelSchedulePage {

    private static final int RUNS = 20;

    private final PanelScheduleClient schedules;

    PanelSchedulePage(PanelScheduleClient schedules) {
        this.schedules = schedules;
    }

    @GetMapping
    @RequiresPermission(Permission.PANEL_READ)
    String show(@PathVariable String name, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Schedule schedule = schedules.get(name);
        Page<Run> runs = schedules.runs(name, RUNS, cursor);
        model.addAttribute("schedule", schedule);
        model.addAttribute("runs", runs.items());
        model.addAttribute("pager", Pager.of(runs, page(name), cursor));
        model.addAttribute("mayWrite", Callers.current().may(Permission.PANEL_WRITE, schedule.team()));
        return "console/panel/schedule";
    }

    /// Stores the schedule as it is, in the name of the caller.
    @PostMapping("/resume")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView resume(@PathVariable String name) {
        return Submission.action(page(name), "The schedule continues in your name.", () -> {
            var stored = schedules.document(name);
            String document =
                    Source.of(Objects.requireNonNull(stored.getBody()), PanelSchedulePages.NOT_OF_THE_DOCUMENT);
            Schedule _ = schedules.put(name, stored.getHeaders().getETag(), Source.read(document));
        });
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.PANEL_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the schedule " + name + "?",
                        "It creates no more panels. Its panels remain.",
                        page(name) + "/delete",
                        "Delete the schedule",
                        true,
                        page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action(
                "/panel-schedules", "The schedule " + name + " is deleted.", () -> schedules.delete(name));
    }

    private static String page(String name) {
        return "/panel-schedules/" + name;
    }
}
