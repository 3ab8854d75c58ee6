package io.plumbline.monitoring.window;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.web.chart.Bars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The monitoring page: the last 24 hours by hour, and each route and variant over the last hour and day.
@Controller
class MonitoringPage {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("d MMM HH:mm").withZone(ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR_SPAN = Duration.ofHours(1);

    private static final int MOST_ROWS = 1_000;

    private final CallWindows windows;
    private final Clock clock;

    MonitoringPage(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    @GetMapping("/")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(Model model) {
        Instant now = clock.instant();
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(HOUR_SPAN);
        List<Bars.Value> hours = windows.spans(end.minus(DAY), end, HOUR_SPAN).stream()
                .map(span -> new Bars.Value(HOUR.format(span.from()), span.passed(), span.stopped()))
                .toList();
        model.addAttribute("chart", Bars.of("Calls in each of the last 24 hours", hours));
        model.addAttribute("lastHour", rows(now.minus(HOUR_SPAN), now, HOUR_SPAN));
        model.addAttribute("lastDay", rows(now.minus(DAY), now, DAY));
        return "monitoring/overview";
    }

    private List<WindowResponse> rows(Instant from, Instant to, Duration span) {
        return windows.find(CallWindows.Filter.ALL, from, to, span, null, MOST_ROWS).stream()
                .map(WindowResponse::from)
                .toList();
    }
}
