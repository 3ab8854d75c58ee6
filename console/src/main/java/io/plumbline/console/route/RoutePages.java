package io.plumbline.console.route;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.route.RouteClient.Route;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of routes.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Routes",
        path = "/routes",
        permission = Permission.ROUTE_READ,
        order = 30,
        docs = "guides/routing.md")
class RoutePages {

    /// Routes in the list whose health is requested.
    private static final int MOST_CHECKED = 40;

    private final RouteClient routes;
    private final RouteTraffic traffic;
    private final Parts parts;

    RoutePages(RouteClient routes, RouteTraffic traffic, Parts parts) {
        this.routes = routes;
        this.traffic = traffic;
        this.parts = parts;
    }

    /// A route in the list.
    ///
    /// @param sum null if monitoring-service does not answer
    /// @param health null if it was not requested
    record Row(
            Route route,
            RouteTraffic.@Nullable Sum sum,
            @Nullable RouteState health) {

        public long calls() {
            return sum == null ? 0 : sum.calls();
        }

        double errorRate() {
            Double rate = sum == null ? null : sum.errorRate();
            return rate == null ? 0 : rate;
        }

        BigDecimal cost() {
            return sum == null ? BigDecimal.ZERO : sum.costUsd();
        }
    }

    @GetMapping("/routes")
    @RequiresPermission(Permission.ROUTE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        var sums = parts.load(() -> traffic.byRoute(scope.range()));
        Listing<Route> all = Listing.read(routes::list);
        List<Route> found = all.stream()
                .filter(route -> scope.includes(route.team()))
                .filter(route ->
                        environment == null || environment.isEmpty() || environment.equals(route.environment()))
                .filter(route -> words.isEmpty() || matches(route, words))
                .toList();
        Map<String, RouteState> health = health(found);
        LoadedPart<Map<String, RouteTraffic.Sum>> counted = sums.get();
        Map<String, RouteTraffic.Sum> byRoute = counted.value();
        Column<Row> columns = columns(sort, words, environment);
        all.show(
                found.stream()
                        .map(route -> new Row(
                                route,
                                byRoute == null ? null : byRoute.getOrDefault(route.name(), RouteTraffic.Sum.NONE),
                                health.get(route.name())))
                        .toList(),
                columns,
                model);
        model.addAttribute("counted", counted);
        model.addAttribute("q", words);
        model.addAttribute("environment", environment);
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.ROUTE_WRITE).isEmpty());
        return "console/route/list";
    }

    private static boolean matches(Route route, String words) {
        return route.name().contains(words)
                || route.variants().stream()
                        .anyMatch(variant -> variant.target().label().contains(words));
    }

    private Map<String, RouteState> health(List<Route> found) {
        Map<String, Parts.Loading<RouteClient.Health>> loading = new LinkedHashMap<>();
        found.stream()
                .limit(MOST_CHECKED)
                .forEach(route -> loading.put(route.name(), parts.load(() -> routes.health(route.name()))));
        Map<String, RouteState> health = new LinkedHashMap<>();
        loading.forEach((name, part) -> {
            RouteClient.Health value = part.get().value();
            if (value != null) {
                health.put(name, RouteState.of(value));
            }
        });
        return health;
    }

    private static Column<Row> columns(@Nullable String sort, String words, @Nullable String environment) {
        String address = UriComponentsBuilder.fromPath("/routes")
                .queryParam("q", words)
                .queryParam("environment", Objects.requireNonNullElse(environment, ""))
                .build()
                .encode()
                .toUriString();
        return Column.<Row>sorted(sort, "name", address)
                .by("name", Comparator.comparing(row -> row.route().name()))
                .by("environment", Comparator.comparing(row -> row.route().environment()))
                .largestFirst("calls", "errors", "cost")
                .by("calls", Comparator.comparingLong(Row::calls))
                .by("errors", Comparator.comparingDouble(Row::errorRate))
                .by("cost", Comparator.comparing(Row::cost))
                .by("updated", Comparator.comparing(row -> row.route().updatedAt()));
    }
}
