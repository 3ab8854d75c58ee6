package io.plumbline.monitoring.window;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WindowController {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);
    private static final Duration LONGEST_DAILY_RANGE = Duration.ofDays(1_100);
    private static final int LONGEST_WINDOW = 1_100 * 24 * 60;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final CallWindows windows;
    private final Clock clock;

    WindowController(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /// Lists calls, outcomes, latency, tokens, cost, guard outcomes and feedback by time, newest first. Default range:
    /// the last hour.
    ///
    /// @param by the dimensions by which the calls are grouped, besides the team. Default: route, variant and model
    /// @param language of the input: two letters, or `other`
    /// @param tag a tag that the calls have, as `name=value`
    /// @param tagName the tag by which `TAG` groups. Default: all tags of a call together
    /// @param minutes length of a span, up to the whole range. Whole days in UTC and whole hours are read fastest.
    ///     A range that begins before the sums by minute are kept has whole hours only, one that begins before the
    ///     sums by hour whole days only
    @GetMapping("/api/v1/windows")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<WindowResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Size(max = 63) @Nullable String route,
            @RequestParam(required = false) @Size(max = 63) @Nullable String variant,
            @RequestParam(required = false) @Size(max = 200) @Nullable String model,
            @RequestParam(required = false) @Size(max = 200) @Nullable String prompt,
            @RequestParam(required = false) @Nullable InputLength inputLength,
            @RequestParam(required = false) @Size(max = 5) @Nullable String language,
            @RequestParam(required = false) @Size(max = 127) @Nullable String tag,
            @RequestParam(required = false) @Size(max = 63) @Nullable String tagName,
            @RequestParam(defaultValue = "ROUTE,VARIANT,MODEL") @Size(max = 7) Set<CallWindows.Dimension> by,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "60") @Min(1) @Max(LONGEST_WINDOW) int minutes,
            @Valid @ParameterObject Paging paging) {
        WindowCursor after =
                paging.after(WindowCursor.PARTS).map(WindowCursor::of).orElse(null);
        Instant end = after != null ? after.to() : to != null ? to : clock.instant();
        check(end);
        Instant start = after != null ? after.from() : from != null ? from : end.minus(DEFAULT_RANGE);
        check(start);
        Duration span = Duration.ofMinutes(minutes);
        Duration longest = CallWindows.isOfDays(start, end, span) ? LONGEST_DAILY_RANGE : LONGEST_RANGE;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(longest) > 0) {
            throw RequestProblem.INVALID_REQUEST.because(
                    "from must be before to, by at most 92 days, or 1,100 days for windows of whole days in UTC.");
        }
        List<CallWindow> found = windows.find(
                new CallWindows.Selection(team, route, variant, model, prompt, inputLength, language, tag, tagName, by),
                start,
                end,
                span,
                after == null ? null : after.place(),
                paging.size() + 1);
        return Page.of(found, paging, window -> WindowCursor.behind(window.place(), start, end))
                .map(WindowResponse::from);
    }

    private static void check(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
        }
    }
}
