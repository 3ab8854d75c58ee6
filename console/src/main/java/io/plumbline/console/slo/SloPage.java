package io.plumbline.console.slo;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Submission;
import io.plumbline.console.slo.SloClient.Day;
import io.plumbline.console.slo.SloClient.Slo;
import io.plumbline.console.slo.SloClient.Status;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of an objective: its error budget over the period, and its burn rates; its deletion.
@Controller
@RequestMapping("/slos/{name}")
class SloPage {

    private final SloClient slos;
    private final Formats formats;

    SloPage(SloClient slos, Formats formats) {
        this.slos = slos;
        this.formats = formats;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, Model model) {
        Slo slo = Objects.requireNonNull(slos.get(name).getBody());
        SloWords words = new SloWords(formats);
        model.addAttribute("slo", slo);
        model.addAttribute("words", words);
        model.addAttribute("chart", budget(slo, words));
        model.addAttribute("mayChange", Callers.current().may(Permission.MONITOR_WRITE, slo.team()));
        return "console/slo/show";
    }

    /// Returns the error budget that was left after each day; null for fewer than two days.
    private static @Nullable TimeChart budget(Slo slo, SloWords words) {
        List<Day> days = Objects.requireNonNullElse(slo.history(), List.of());
        Status status = slo.status();
        if (days.size() < 2 || status == null) {
            return null;
        }
        List<@Nullable Double> left = new ArrayList<>(days.size());
        List<@Nullable Double> none = new ArrayList<>(days.size());
        double spent = 0;
        for (Day day : days) {
            spent += day.budgetSpent();
            left.add(1 - spent);
            none.add(0.0);
        }
        return TimeChart.lines(
                "Error budget left",
                words.percent(status.budgetLeft()),
                days.stream().map(Day::from).toList(),
                List.of(new TimeChart.Series("left", left), new TimeChart.Series("exhausted", none)),
                share -> words.percent(share));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete objective " + name + "?",
                        "Plumbline stops watching its error budget, and its alerts are resolved. Incidents remain.",
                        "/slos/" + name + "/delete",
                        "Delete",
                        true,
                        "/slos/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/slos", "Objective " + name + " is deleted.", () -> slos.remove(name));
    }
}
