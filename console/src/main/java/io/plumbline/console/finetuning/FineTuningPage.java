package io.plumbline.console.finetuning;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.finetuning.FineTuningClient.Event;
import io.plumbline.console.finetuning.FineTuningClient.Job;
import io.plumbline.console.finetuning.FineTuningClient.Point;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// A fine-tuning job: its state, figures, findings and events.
@Controller
@RequestMapping("/fine-tuning-jobs/{id}")
class FineTuningPage {

    private static final int EVENTS = 100;
    private static final int DRAWN = 200;

    private final FineTuningClient jobs;
    private final ActorNames names;

    FineTuningPage(FineTuningClient jobs, ActorNames names) {
        this.jobs = jobs;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String show(@PathVariable UUID id, Model model) {
        Job job = jobs.get(id);
        List<Point> points = Listing.<Point>read((limit, cursor) -> jobs.metrics(id, limit, cursor))
                .all();
        List<Event> events = jobs.events(id, EVENTS).items();
        model.addAttribute("job", job);
        model.addAttribute("charts", charts(thinned(points)));
        model.addAttribute("events", events);
        model.addAttribute("names", names.of(List.of(job.createdBy().id())));
        model.addAttribute("mayWrite", Callers.current().may(Permission.MODEL_WRITE, job.team()));
        return "console/finetuning/show";
    }

    /// Returns evenly spaced points, with the last one.
    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= DRAWN) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            kept.add(points.get((int) ((long) i * (points.size() - 1) / (DRAWN - 1))));
        }
        return kept;
    }

    private static List<TimeChart> charts(List<Point> points) {
        if (points.isEmpty()) {
            return List.of();
        }
        List<TimeChart> charts = new ArrayList<>();
        List<TimeChart.Series> losses = new ArrayList<>();
        losses.add(new TimeChart.Series("training", values(points, Point::loss)));
        if (points.stream().anyMatch(point -> point.evalLoss() != null)) {
            losses.add(new TimeChart.Series("validation", values(points, Point::evalLoss)));
        }
        charts.add(chart("Loss", points, losses));
        if (points.stream().anyMatch(point -> point.gradientNorm() != null)) {
            charts.add(chart(
                    "Gradient norm",
                    points,
                    List.of(new TimeChart.Series("gradient norm", values(points, Point::gradientNorm)))));
        }
        return charts;
    }

    private static TimeChart chart(String title, List<Point> points, List<TimeChart.Series> series) {
        String last = series.getFirst().values().reversed().stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(FineTuningPage::figure)
                .orElse("–");
        return TimeChart.steps(title, last, points.stream().map(Point::step).toList(), series, FineTuningPage::figure);
    }

    private static List<@Nullable Double> values(List<Point> points, Function<Point, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>(points.size());
        points.forEach(point -> values.add(value.apply(point)));
        return values;
    }

    private static String figure(double value) {
        return String.format(Locale.ENGLISH, value != 0 && value < 0.001 ? "%.2e" : "%.3f", value);
    }

    @GetMapping("/cancel")
    @RequiresPermission(Permission.MODEL_WRITE)
    String confirmCancellation(@PathVariable UUID id, Model model) {
        Job job = jobs.get(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Cancel the job for " + job.terms().target().model() + "?",
                        "Its training stops, and no version is registered.",
                        page(id) + "/cancel",
                        "Cancel the job",
                        true,
                        page(id),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action(page(id), "The job stops.", () -> jobs.cancel(id));
    }

    private static String page(UUID id) {
        return "/fine-tuning-jobs/" + id;
    }
}
