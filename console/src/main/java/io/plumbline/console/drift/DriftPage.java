package io.plumbline.console.drift;

import io.plumbline.console.api.Parts;
import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.drift.DriftClient.Baseline;
import io.plumbline.console.drift.DriftClient.Comparison;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a baseline: its progress, the comparisons over time, its texts as points, and the calls that are most
/// unlike it; its rebuild and deletion. The texts of calls are shown once, for a stated purpose, on the answer to the
/// form
/// that asks for them.
@Controller
@RequestMapping("/drift/{name}")
class DriftPage {

    private static final int SHOWN = 100;

    private static final String PAGE = "console/drift/show";

    private final DriftClient drift;

    DriftPage(DriftClient drift) {
        this.drift = drift;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, Model model) {
        model.addAllAttributes(page(name));
        return PAGE;
    }

    /// Shows the texts of the newest comparison's exemplars.
    @PostMapping("/exemplars")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    ModelAndView exemplars(@PathVariable String name, @RequestParam(defaultValue = "") String purpose) {
        Map<String, Object> model = page(name);
        model.put("purpose", purpose);
        if (purpose.isBlank()) {
            return Submission.again(PAGE, model, FormErrors.at("purpose", "is required. The audit log records it."));
        }
        Comparison newest = ((Baseline) Objects.requireNonNull(model.get("baseline"))).newest();
        if (newest != null) {
            model.put("exemplars", drift.exemplars(newest.id(), purpose.strip()).items());
        }
        return new ModelAndView(PAGE, model);
    }

    @PostMapping("/rebuild")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView rebuild(@PathVariable String name) {
        return Submission.action(
                "/drift/" + name, "Baseline " + name + " collects its texts now.", () -> drift.rebuild(name));
    }

    private Map<String, Object> page(String name) {
        Baseline baseline = Objects.requireNonNull(drift.get(name).getBody());
        List<Comparison> comparisons = drift.comparisons(name, SHOWN).items();
        Comparison newest = baseline.newest();
        Map<String, Object> model = new HashMap<>();
        model.put("baseline", baseline);
        model.put("comparisons", comparisons);
        model.put("charts", charts(comparisons.reversed()));
        model.put("mayChange", Callers.current().may(Permission.MONITOR_WRITE, baseline.team()));
        model.put("mayRead", Callers.current().may(Permission.CALL_CONTENT_READ, baseline.team()));
        model.put("purpose", "");
        if (newest != null) {
            DriftClient.Projection projection =
                    Parts.now(() -> drift.projection(newest.id())).value();
            if (projection != null) {
                model.put("scatter", DriftScatter.of(projection));
            }
        }
        return model;
    }

    /// @param comparisons oldest first
    private static List<TimeChart> charts(List<Comparison> comparisons) {
        if (comparisons.size() < 2) {
            return List.of();
        }
        return List.of(
                chart(
                        "Separable by a classifier (AUC)",
                        comparisons,
                        each -> each.statistics().auc(),
                        0.5),
                chart(
                        "Squared discrepancy (MMD²)",
                        comparisons,
                        each -> each.statistics().mmd(),
                        0));
    }

    private static TimeChart chart(
            String title, List<Comparison> comparisons, ToDoubleFunction<Comparison> figure, double unchanged) {
        List<@Nullable Double> values = new ArrayList<>();
        List<@Nullable Double> drifted = new ArrayList<>();
        List<@Nullable Double> none = new ArrayList<>();
        for (Comparison each : comparisons) {
            values.add(figure.applyAsDouble(each));
            drifted.add(each.drift() ? Double.valueOf(figure.applyAsDouble(each)) : null);
            none.add(unchanged);
        }
        return TimeChart.lines(
                title,
                show(figure.applyAsDouble(comparisons.getLast())),
                comparisons.stream().map(Comparison::to).toList(),
                List.of(
                        new TimeChart.Series("window", values),
                        new TimeChart.Series("drift", drifted),
                        new TimeChart.Series("no drift", none)),
                DriftPage::show);
    }

    private static String show(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete baseline " + name + "?",
                        "Its vectors and comparisons are deleted, and its alert is resolved. Incidents remain.",
                        "/drift/" + name + "/delete",
                        "Delete",
                        true,
                        "/drift/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/drift", "Baseline " + name + " is deleted.", () -> drift.remove(name));
    }
}
