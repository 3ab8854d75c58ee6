package io.plumbline.console.inventory;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.inventory.InventoryClient.Grounds;
import io.plumbline.console.inventory.InventoryClient.Item;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.download.CsvDownload;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The inventory of production.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Inventory",
        path = "/inventory",
        permission = Permission.MONITOR_READ,
        order = 5,
        docs = "guides/calls-and-inventory.md")
class InventoryPages {

    private static final String PAGE_SIZE = "200";
    private static final Set<String> SORTS = Set.of("name", "calls", "cost", "gate");
    private static final List<String> STATES = List.of("SERVED", "PROMOTED", "UNREGISTERED");
    private static final List<String> TIERS = List.of("MINIMAL", "LIMITED", "HIGH");

    private final InventoryClient inventory;
    private final ActorNames names;
    private final CsvDownload download;

    InventoryPages(InventoryClient inventory, ActorNames names, CsvDownload download) {
        this.inventory = inventory;
        this.names = names;
        this.download = download;
    }

    /// The filters as submitted.
    record Filters(
            @Nullable String q,
            @Nullable String state,
            @Nullable String riskTier,
            @Nullable String sort) {

        MultiValueMap<String, String> parameters(Scope scope) {
            MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
            add(parameters, "q", q);
            add(parameters, "state", state != null && STATES.contains(state) ? state : null);
            add(parameters, "riskTier", riskTier);
            add(parameters, "team", scope.team());
            String by = Objects.requireNonNullElse(sort, "name").replaceFirst("^-", "");
            add(parameters, "sort", SORTS.contains(by) ? by.toUpperCase(Locale.ROOT) : null);
            return parameters;
        }

        String address(String path, @Nullable String order) {
            UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
            MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
            add(given, "q", q);
            add(given, "state", state);
            add(given, "riskTier", riskTier);
            add(given, "sort", order);
            given.forEach((name, values) -> address.queryParam(name, values.getFirst()));
            return address.build().encode().toUriString();
        }

        private static void add(MultiValueMap<String, String> to, String name, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                to.add(name, value.strip());
            }
        }
    }

    @GetMapping("/inventory")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @ModelAttribute("filters") Filters filters,
            @RequestParam(required = false) @Nullable String cursor) {
        MultiValueMap<String, String> parameters = filters.parameters(scope);
        parameters.add("limit", PAGE_SIZE);
        if (cursor != null) {
            parameters.add("cursor", cursor);
        }
        Page<Item> page = inventory.list(parameters);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, filters.address("/inventory", filters.sort()), cursor));
        model.addAttribute("columns", Column.<Item>sorted(filters.sort(), "name", filters.address("/inventory", null)));
        model.addAttribute("csv", filters.address("/inventory.csv", filters.sort()));
        model.addAttribute("states", STATES);
        model.addAttribute("tiers", TIERS);
        model.addAttribute(
                "unregistered",
                page.items().stream()
                        .filter(row -> "UNREGISTERED".equals(row.state()))
                        .count());
        model.addAttribute(
                "names",
                names.of(
                        page.items().stream().flatMap(InventoryPages::approvers).toList()));
        return "console/inventory/list";
    }

    private static Stream<String> approvers(Item item) {
        Grounds production = item.production();
        return production == null
                ? Stream.empty()
                : production.approvers().stream().map(InventoryClient.Approver::id);
    }

    @GetMapping("/inventory.csv")
    @RequiresPermission(Permission.MONITOR_READ)
    void csv(@ModelAttribute("scope") Scope scope, Filters filters, HttpServletResponse response) {
        download.send(
                RemoteService.MONITORING, "/api/v1/inventory", filters.parameters(scope), "inventory.csv", response);
    }
}
