package io.plumbline.console.quality;

import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.quality.QualityClient.Window;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Quality of the routes in the selected time: all routes, and one over time and by version.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Quality",
        path = "/quality",
        permission = Permission.MONITOR_READ,
        order = 20,
        docs = "guides/catch-a-regression.md")
class QualityPages {

    private final RouteQuality quality;
    private final Parts parts;

    QualityPages(RouteQuality quality, Parts parts) {
        this.quality = quality;
        this.parts = parts;
    }

    @GetMapping("/quality")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Window> columns = Column.<Window>sorted(sort, "-calls", "/quality")
                .largestFirst("calls", "errors", "blocked", "negative", "p50", "p95")
                .by(
                        "route",
                        Comparator.comparing(window ->
                                Objects.requireNonNullElse(window.group().route(), "")))
                .by(
                        "calls",
                        Comparator.comparingLong(window -> window.outcomes().calls()))
                .by("errors", byFigure(Window::errorRate))
                .by("blocked", byFigure(Window::blockRate))
                .by("negative", byFigure(Window::negativeRate))
                .by("p50", byFigure(Window::p50LatencyMs))
                .by("p95", byFigure(Window::p95LatencyMs));
        model.addAttribute("rows", columns.sort(quality.whole(scope, null, RouteQuality.BY_ROUTE, Segment.ALL)));
        model.addAttribute("columns", columns);
        return "console/quality/list";
    }

    private static Comparator<Window> byFigure(Function<Window, @Nullable Double> figure) {
        return Comparator.comparing(
                window -> Objects.requireNonNullElse(figure.apply(window), Double.NEGATIVE_INFINITY));
    }

    @GetMapping("/quality/{route}")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(
            @PathVariable String route,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String tag,
            Model model,
            @ModelAttribute("scope") Scope scope) {
        Segment segment = Segment.of(language, tag);
        var charting = parts.load(() -> quality.over(scope, route, segment));
        var grouping = parts.load(() -> quality.whole(scope, route, RouteQuality.BY_LENGTH, segment));
        var segmenting = parts.load(() -> quality.segments(scope, route, segment));
        List<Window> versions = quality.whole(scope, route, RouteQuality.BY_VERSION, segment);
        model.addAttribute("route", route);
        model.addAttribute("versions", versions);
        model.addAttribute("charts", charting.get());
        model.addAttribute("lengths", grouping.get());
        model.addAttribute("groups", segmenting.get());
        model.addAttribute("segment", segment);
        return "console/quality/show";
    }
}
