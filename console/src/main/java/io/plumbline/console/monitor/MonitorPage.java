package io.plumbline.console.monitor;

import io.plumbline.console.monitor.MonitorClient.Monitor;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of a monitor: what it watches, its observations over time and the changes that it detected; its deletion.
@Controller
@RequestMapping("/monitors/{name}")
class MonitorPage {

    private final MonitorClient monitors;
    private final Formats formats;

    MonitorPage(MonitorClient monitors, Formats formats) {
        this.monitors = monitors;
        this.formats = formats;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, Model model) {
        Monitor monitor = Objects.requireNonNull(monitors.get(name).getBody());
        MetricUnit unit = MetricUnit.of(monitor.metric(), formats);
        model.addAttribute("monitor", monitor);
        model.addAttribute("unit", unit);
        model.addAttribute("charts", MonitorCharts.of(monitor, unit));
        model.addAttribute("mayChange", Callers.current().may(Permission.MONITOR_WRITE, monitor.team()));
        return "console/monitor/show";
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete monitor " + name + "?",
                        "Plumbline stops detecting changes and discards the learned baseline. Incidents remain.",
                        "/monitors/" + name + "/delete",
                        "Delete",
                        true,
                        "/monitors/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/monitors", "Monitor " + name + " is deleted.", () -> monitors.remove(name));
    }
}
