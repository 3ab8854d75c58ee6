package io.plumbline.console.usage;

import io.plumbline.console.api.Parts;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.usage.UsageClient.Sum;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/// Usage and cost by team, route, model, key or day: month to date, a chart of days, a table, and CSV. Evaluation
/// calls are excluded unless selected.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Usage & cost",
        path = "/usage",
        permission = Permission.USAGE_READ,
        order = 60,
        docs = "guides/budgets.md")
class UsagePages {

    private static final int LIMIT = 500;
    private static final int MOST_PAGES = 20;
    private static final int MOST_ROWS = 100;
    private static final List<String> GROUPS = List.of("team", "route", "model", "key", "day");
    private static final List<String> PURPOSES = List.of("production", "evaluation", "shadow", "all");

    private final UsageClient usage;
    private final ActorNames names;
    private final Formats formats;
    private final Parts parts;
    private final Clock clock;

    UsagePages(UsageClient usage, ActorNames names, Formats formats, Parts parts, Clock clock) {
        this.usage = usage;
        this.names = names;
        this.formats = formats;
        this.parts = parts;
        this.clock = clock;
    }

    /// The selected report.
    record Selection(
            @Nullable String by,
            @Nullable String period,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String route,
            @Nullable String purpose) {

        String group() {
            return by == null || !GROUPS.contains(by) ? "team" : by;
        }

        /// Returns the purpose for the API; null for all.
        @Nullable
        String onlyPurpose() {
            return purpose == null || !PURPOSES.contains(purpose)
                    ? "production"
                    : "all".equals(purpose) ? null : purpose;
        }

        @Nullable
        String onlyRoute() {
            return route == null || route.isBlank() ? null : route.strip();
        }
    }

    /// A row of the table.
    ///
    /// @param share of the cost of all, 0..100
    record Row(String name, @Nullable String href, Sum sum, double share) {}

    @GetMapping("/usage")
    @RequiresPermission(Permission.USAGE_READ)
    String show(Model model, @ModelAttribute("scope") Scope scope, Selection selection) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Period period = Period.of(selection.period(), selection.from(), selection.to(), today);
        Period month = Period.of(null, null, null, today);
        var byDay = parts.load(() -> sums("day", period, scope, selection));
        var ofMonth = parts.load(() -> sums("day", month, scope, selection));
        List<Sum> sums = sums(selection.group(), period, scope, selection);
        Sum total = total(sums, selection.group());
        List<Sum> days = Objects.requireNonNullElse(byDay.get().value(), List.of());
        Sum all = total(days, "day");
        List<Row> rows = rows(sums, selection.group(), total);
        model.addAttribute("rows", rows.stream().limit(MOST_ROWS).toList());
        model.addAttribute("more", Math.max(0, rows.size() - MOST_ROWS));
        model.addAttribute("total", all);
        model.addAttribute(
                "month", total(Objects.requireNonNullElse(ofMonth.get().value(), List.of()), "day"));
        model.addAttribute("charts", UsageCharts.of(period, days, all, formats));
        model.addAttribute("period", period);
        model.addAttribute("periods", Period.choices());
        model.addAttribute("group", selection.group());
        model.addAttribute("groups", GROUPS);
        model.addAttribute("purposes", PURPOSES);
        model.addAttribute("purpose", selection.onlyPurpose() == null ? "all" : selection.onlyPurpose());
        model.addAttribute("route", selection.route());
        model.addAttribute("csv", csvAddress(selection, period));
        return "console/usage/show";
    }

    private static String csvAddress(Selection selection, Period period) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/usage.csv")
                .queryParam("by", selection.group())
                .queryParam("period", "days")
                .queryParam("from", period.from())
                .queryParam("to", period.to())
                .queryParam("purpose", selection.onlyPurpose() == null ? "all" : selection.onlyPurpose());
        if (selection.onlyRoute() != null) {
            address.queryParam("route", selection.onlyRoute());
        }
        return address.build().encode().toUriString();
    }

    /// Exports the selected report.
    @GetMapping("/usage.csv")
    @RequiresPermission(Permission.USAGE_READ)
    ResponseEntity<byte[]> csv(@ModelAttribute("scope") Scope scope, Selection selection) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Period period = Period.of(selection.period(), selection.from(), selection.to(), today);
        List<Sum> sums = sums(selection.group(), period, scope, selection);
        StringBuilder csv = new StringBuilder(selection.group())
                .append(",calls,inputTokens,cachedInputTokens,outputTokens,costUsd,savedUsd,unpricedCalls\r\n");
        for (Row row : rows(sums, selection.group(), total(sums, selection.group()))) {
            Sum sum = row.sum();
            csv.append(cell(row.name()))
                    .append(',')
                    .append(sum.calls())
                    .append(',')
                    .append(sum.inputTokens());
            csv.append(',').append(sum.cachedInputTokens()).append(',').append(sum.outputTokens());
            csv.append(',')
                    .append(sum.costUsd().toPlainString())
                    .append(',')
                    .append(sum.savedUsd().toPlainString());
            csv.append(',').append(sum.unpricedCalls()).append("\r\n");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("usage-by-" + selection.group() + "-" + period.from() + "-" + period.to()
                                        + ".csv")
                                .build()
                                .toString())
                .body(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Quotes a cell, and keeps a spreadsheet from reading it as a formula.
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private List<Sum> sums(String group, Period period, Scope scope, Selection selection) {
        List<Sum> all = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page<Sum> page = usage.sums(
                    group,
                    period.from(),
                    period.to(),
                    scope.team(),
                    selection.onlyRoute(),
                    selection.onlyPurpose(),
                    LIMIT,
                    cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return all;
    }

    private static Sum total(List<Sum> sums, String group) {
        return sums.stream()
                .filter(sum -> !sum.of(group).isEmpty() || sum.calls() > 0)
                .reduce(Sum.NONE, Sum::plus);
    }

    /// Returns the rows, the dearest first; days in their order.
    private List<Row> rows(List<Sum> sums, String group, Sum total) {
        Map<String, String> named = "key".equals(group)
                ? names.of(sums.stream().map(sum -> sum.of("key")).toList())
                : Map.of();
        Comparator<Sum> order = "day".equals(group)
                ? Comparator.comparing(sum -> sum.of("day"))
                : Comparator.comparing(Sum::costUsd).reversed().thenComparing(sum -> sum.of(group));
        return sums.stream()
                .sorted(order)
                .map(sum -> {
                    String value = sum.of(group);
                    return new Row(
                            named.getOrDefault(value, value),
                            href(group, value),
                            sum,
                            share(sum.costUsd(), total.costUsd()));
                })
                .toList();
    }

    private static double share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? 0
                : part.divide(whole, MathContext.DECIMAL32).doubleValue() * 100;
    }

    private static @Nullable String href(String group, String value) {
        return switch (group) {
            case "route" -> "registry".equals(value) || "direct".equals(value) ? null : "/routes/" + value;
            case "model" -> value.indexOf('@') > 0 ? "/models/" + value.substring(0, value.indexOf('@')) : null;
            default -> null;
        };
    }
}
