package io.plumbline.console.route;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.console.page.Tab;
import io.plumbline.console.policy.PolicyClient;
import io.plumbline.console.route.RouteClient.Route;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The page of a route: settings and served configurations, traffic, health and history; its deletion, its guard
/// policy and break-glass.
@Controller
@RequestMapping("/routes/{name}")
class RoutePage {

    private static final int MOST_ROLLOUTS = 50;
    private static final int MOST_EVENTS = 25;
    private static final int MOST_POLICIES = 500;
    private static final int MOST_RUNS = 100;
    private static final String LIFT_FORM = "console/route/break-glass";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The changes that a route's history shows, with their words.
    private static final Map<String, String> CHANGES = Map.of(
            "gateway.route.created", "created the route",
            "gateway.route.changed", "changed the route",
            "gateway.route.removed", "removed the route",
            "gateway.route.restrained", "held back the route",
            "gateway.route.released", "ended a restraint",
            "gateway.configuration.authorized", "A configuration may serve",
            "gateway.configuration.superseded", "A configuration was replaced",
            "gateway.configuration.withdrawn", "Evidence for a configuration was withdrawn",
            "gateway.breakGlass.opened", "lifted the rules",
            "gateway.breakGlass.closed", "put the rules back in force");

    private final RouteClient routes;
    private final RouteEventClient events;
    private final RouteRunClient runs;
    private final PolicyClient policies;
    private final RouteTraffic traffic;
    private final ActorNames names;
    private final Parts parts;

    RoutePage(
            RouteClient routes,
            RouteEventClient events,
            RouteRunClient runs,
            PolicyClient policies,
            RouteTraffic traffic,
            ActorNames names,
            Parts parts) {
        this.routes = routes;
        this.events = events;
        this.runs = runs;
        this.policies = policies;
        this.traffic = traffic;
        this.names = names;
        this.parts = parts;
    }

    /// An event of the history.
    ///
    /// @param by the actor's name; null where the gateway acted on its own
    /// @param detail the changed members, the reason or the digest; may be empty
    record Happening(
            UUID id, Instant time, String words, @Nullable String by, String detail) {}

    @GetMapping
    @RequiresPermission(Permission.ROUTE_READ)
    String overview(@PathVariable String name, Model model, @ModelAttribute("scope") Scope scope) {
        var counting = parts.load(() -> traffic.of(name, scope.range()));
        var configuring = parts.load(() -> routes.configurations(name));
        var holding = parts.load(() -> routes.restraints(name));
        var rolling = parts.load(() -> routes.rollouts(name, 1));
        Route route = head(name, "Overview", model);
        LoadedPart<RouteTraffic.OverTime> counted = counting.get();
        RouteClient.Configurations configurations = configuring.get().value();
        Page<RouteClient.Rollout> rollouts = rolling.get().value();
        model.addAttribute("traffic", counted);
        model.addAttribute("configurations", configurations);
        List<RouteClient.Restraint> restraints = holding.get().value();
        model.addAttribute("restraints", restraints);
        model.addAttribute("runs", restraints == null || restraints.isEmpty() ? Set.of() : runs(name));
        model.addAttribute(
                "rollout",
                rollouts == null
                        ? null
                        : rollouts.items().stream()
                                .filter(RouteClient.Rollout::isOpen)
                                .findFirst()
                                .orElse(null));
        boolean mayGovern = Callers.current().may(Permission.POLICY_WRITE, route.team());
        model.addAttribute("mayGovern", mayGovern);
        model.addAttribute("policies", mayGovern ? policyNames() : List.of());
        model.addAttribute(
                "mayLift", route.isProduction() && Callers.current().may(Permission.PRODUCTION_OVERRIDE, route.team()));
        RouteClient.Lifted lifted = configurations == null ? null : configurations.lifted();
        model.addAttribute("names", lifted == null ? Map.of() : names.of(List.of(lifted.by())));
        return "console/route/overview";
    }

    /// Returns the runs of remedies to which the page can lead; a person may also have put a restraint on the route.
    private Set<UUID> runs(String route) {
        Page<RouteRunClient.Run> found =
                Parts.now(() -> runs.list(route, MOST_RUNS)).value();
        return found == null
                ? Set.of()
                : found.items().stream().map(RouteRunClient.Run::id).collect(Collectors.toSet());
    }

    @GetMapping("/traffic")
    @RequiresPermission(Permission.ROUTE_READ)
    String traffic(@PathVariable String name, Model model, @ModelAttribute("scope") Scope scope) {
        var counting = parts.load(() -> traffic.of(name, scope.range()));
        head(name, "Traffic", model);
        model.addAttribute("traffic", counting.get());
        return "console/route/traffic";
    }

    @GetMapping("/health")
    @RequiresPermission(Permission.ROUTE_READ)
    String health(@PathVariable String name, Model model) {
        head(name, "Health", model);
        model.addAttribute(
                "rows",
                routes.health(name).targets().stream()
                        .map(target -> Map.entry(target, RouteState.of(target)))
                        .toList());
        return "console/route/health";
    }

    @GetMapping("/history")
    @RequiresPermission(Permission.ROUTE_READ)
    String history(@PathVariable String name, Model model) {
        var rolling = parts.load(() -> routes.rollouts(name, MOST_ROLLOUTS));
        List<Parts.Loading<Page<RouteEventClient.Event>>> loading = CHANGES.keySet().stream()
                .map(action -> parts.load(() -> events.list("route:" + name, action, MOST_EVENTS)))
                .toList();
        head(name, "History", model);
        List<LoadedPart<Page<RouteEventClient.Event>>> found =
                loading.stream().map(Parts.Loading::get).toList();
        List<RouteEventClient.Event> all = found.stream()
                .flatMap(part -> part.value() == null ? Stream.empty() : part.value().items().stream())
                .sorted(Comparator.comparing(RouteEventClient.Event::time).reversed())
                .toList();
        Map<String, String> actors =
                names.of(all.stream().map(event -> event.actor().id()).toList());
        Page<RouteClient.Rollout> rollouts = rolling.get().value();
        model.addAttribute("rollouts", rollouts == null ? List.of() : rollouts.items());
        model.addAttribute(
                "changes", all.stream().map(event -> happening(event, actors)).toList());
        model.addAttribute("changesPart", found.getFirst());
        return "console/route/history";
    }

    private static Happening happening(RouteEventClient.Event event, Map<String, String> actors) {
        String words = CHANGES.getOrDefault(event.action(), event.action());
        boolean personal = Character.isLowerCase(words.charAt(0));
        String by =
                personal ? actors.getOrDefault(event.actor().id(), event.actor().id()) : null;
        return new Happening(event.id(), event.time(), words, by, detail(event));
    }

    private static String detail(RouteEventClient.Event event) {
        List<String> details = new ArrayList<>();
        if (event.attributes().hasNonNull("reason")) {
            details.add("“" + event.attributes().path("reason").asString() + "”");
        }
        if (event.attributes().hasNonNull("servedConfiguration")) {
            details.add(event.attributes().path("servedConfiguration").asString());
        } else {
            event.attributes().path("changes").forEach(change -> details.add(change(change)));
        }
        return String.join("\n", details);
    }

    private static String change(JsonNode change) {
        String what = change.path("pointer").asString().substring(1).replace('/', '.');
        String before = change.hasNonNull("before") ? change.path("before").asString() : null;
        String after = change.hasNonNull("after") ? change.path("after").asString() : null;
        return what + ": " + (before == null ? after : before + " → " + (after == null ? "removed" : after));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.ROUTE_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        Route route = routeOf(routes.document(name).getBody());
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete route " + name + "?",
                        "Calls that name it fail from then on. Its usage, its history and its name's production record"
                                + " remain."
                                + (route.isProduction()
                                        ? " Deleting a production route can require approvals; deletion then requests"
                                                + " them."
                                        : ""),
                        "/routes/" + name + "/delete",
                        "Delete",
                        true,
                        "/routes/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.ROUTE_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/routes", "Route " + name + " is deleted.", () -> routes.remove(name));
    }

    @PostMapping("/policy")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView govern(@PathVariable String name, @RequestParam String policy) {
        return Submission.action(
                "/routes/" + name,
                policy.isEmpty() ? "The team's policy applies." : "The policy " + policy + " applies.",
                () -> routes.govern(name, new RouteClient.PolicyBody(policy.isEmpty() ? null : policy)));
    }

    @GetMapping("/break-glass")
    @RequiresPermission(Permission.PRODUCTION_OVERRIDE)
    String liftForm(@PathVariable String name, Model model) {
        model.addAllAttributes(Map.of("name", name, "reason", "", "minutes", "60"));
        return LIFT_FORM;
    }

    @PostMapping("/break-glass")
    @RequiresPermission(Permission.PRODUCTION_OVERRIDE)
    ModelAndView lift(@PathVariable String name, @RequestParam String reason, @RequestParam String minutes) {
        Map<String, Object> shown = Map.of("name", name, "reason", reason, "minutes", minutes);
        if (reason.isBlank()) {
            return Submission.again(LIFT_FORM, shown, FormErrors.at("reason", "is required"));
        }
        int length;
        try {
            length = RouteForm.number(minutes, "minutes");
        } catch (RouteForm.Unreadable e) {
            return Submission.again(LIFT_FORM, shown, FormErrors.at(e.field(), e.reason()));
        }
        return Submission.of(
                LIFT_FORM, shown, "The rules are lifted for " + length + " min. An incident is open.", () -> {
                    routes.lift(name, new RouteClient.LiftBody(reason.strip(), length));
                    return "/routes/" + name;
                });
    }

    @PostMapping("/break-glass/end")
    @RequiresPermission(Permission.PRODUCTION_OVERRIDE)
    ModelAndView endLift(@PathVariable String name) {
        return Submission.action("/routes/" + name, "The rules apply again.", () -> routes.endLift(name));
    }

    private List<String> policyNames() {
        Page<PolicyClient.Policy> found =
                Parts.now(() -> policies.list(MOST_POLICIES, null)).value();
        return found == null
                ? List.of()
                : found.items().stream().map(PolicyClient.Policy::name).toList();
    }

    private Route head(String name, String tab, Model model) {
        ObjectNode document = Objects.requireNonNull(routes.document(name).getBody());
        Route route = routeOf(document);
        model.addAttribute("route", route);
        model.addAttribute("settings", RouteSettings.of(document));
        model.addAttribute("tabs", Tab.of("/routes/" + name, tab, "Overview", "Traffic", "Health", "History"));
        model.addAttribute("mayWrite", Callers.current().may(Permission.ROUTE_WRITE, route.team()));
        model.addAttribute("mayRollOut", Callers.current().may(Permission.ROLLOUT_WRITE, route.team()));
        return route;
    }

    static Route routeOf(@Nullable ObjectNode document) {
        return JSON.treeToValue(Objects.requireNonNull(document), Route.class);
    }
}
