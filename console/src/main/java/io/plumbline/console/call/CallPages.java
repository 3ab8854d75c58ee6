package io.plumbline.console.call;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.call.CallClient.ListedCall;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.download.CsvDownload;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of calls with its filters, figures and charts.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Calls",
        path = "/calls",
        permission = Permission.CALL_READ,
        order = 10,
        docs = "guides/calls-and-inventory.md")
class CallPages {

    private static final String PAGE_SIZE = "50";
    private static final String BY_TIME = "-time";
    private static final Set<String> SORTS = Set.of("time", "latency", "cost");
    private static final List<String> OUTCOMES = List.of("SUCCESS", "DENIED", "BLOCKED", "FAILURE");

    private final CallClient calls;
    private final CallCharts charts;
    private final Parts parts;
    private final ActorNames names;
    private final CsvDownload download;
    private final Clock clock;

    CallPages(CallClient calls, CallCharts charts, Parts parts, ActorNames names, CsvDownload download, Clock clock) {
        this.calls = calls;
        this.charts = charts;
        this.parts = parts;
        this.names = names;
        this.download = download;
        this.clock = clock;
    }

    @GetMapping("/calls")
    @RequiresPermission(Permission.CALL_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @ModelAttribute("filters") CallFilters filters,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor) {
        String address = filters.address("/calls");
        model.addAttribute("outcomes", OUTCOMES);
        model.addAttribute(
                "columns", Column.<ListedCall>sorted(sort, BY_TIME, address).largestFirst("cost", "latency"));
        model.addAttribute("csv", filters.address("/calls.csv"));
        model.addAttribute("partialChart", filters.isMoreThanTheChart());
        Instant now = clock.instant();
        MultiValueMap<String, String> selection = filters.parameters(scope, now);
        MultiValueMap<String, String> timeline = filters.timeline(scope, now);
        Parts.Loading<CallClient.Summary> summary = parts.load(() -> calls.summary(selection));
        Parts.Loading<List<io.plumbline.console.chart.TimeChart>> drawn =
                parts.load(() -> charts.traffic(calls.timeline(timeline)));
        try {
            MultiValueMap<String, String> paged = sorted(selection, sort);
            paged.add("limit", PAGE_SIZE);
            if (cursor != null) {
                paged.add("cursor", cursor);
            }
            Page<ListedCall> page = calls.list(paged);
            model.addAttribute("rows", page.items());
            model.addAttribute("pager", Pager.of(page, sort == null ? address : withSort(address, sort), cursor));
            model.addAttribute(
                    "names",
                    names.of(page.items().stream().map(row -> row.caller().id()).toList()));
            model.addAttribute("summary", summary.get());
            model.addAttribute("charts", drawn.get());
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            model.addAttribute("errors", FormErrors.of(problem));
            model.addAttribute("rows", List.of());
            model.addAttribute("pager", new Pager(null, null));
            model.addAttribute("names", Map.of());
            model.addAttribute("summary", new LoadedPart<>(null, null, true));
            model.addAttribute("charts", new LoadedPart<>(null, null, true));
        }
        return "console/call/list";
    }

    /// The same selection as CSV.
    @GetMapping("/calls.csv")
    @RequiresPermission(Permission.CALL_READ)
    void csv(
            @ModelAttribute("scope") Scope scope,
            @ModelAttribute("filters") CallFilters filters,
            HttpServletResponse response) {
        download.send(
                RemoteService.MONITORING,
                "/api/v1/calls",
                filters.parameters(scope, clock.instant()),
                "calls.csv",
                response);
    }

    private static MultiValueMap<String, String> sorted(
            MultiValueMap<String, String> selection, @Nullable String sort) {
        MultiValueMap<String, String> sorted = new org.springframework.util.LinkedMultiValueMap<>(selection);
        String column = sort == null ? "time" : sort.replaceFirst("^-", "");
        if (SORTS.contains(column)) {
            sorted.add("sort", column.toUpperCase(java.util.Locale.ROOT));
            sorted.add("order", sort == null || sort.startsWith("-") ? "DESC" : "ASC");
        }
        return sorted;
    }

    private static String withSort(String address, String sort) {
        return org.springframework.web.util.UriComponentsBuilder.fromUriString(address)
                .replaceQueryParam("sort", sort)
                .build()
                .toUriString();
    }
}
