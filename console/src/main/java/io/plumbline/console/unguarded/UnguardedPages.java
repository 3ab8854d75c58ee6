package io.plumbline.console.unguarded;

import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The services that call models without the gateway.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Unguarded use",
        path = "/unguarded",
        permission = Permission.MONITOR_READ,
        order = 64,
        docs = "guides/otlp.md")
class UnguardedPages {

    private static final int PAGE_SIZE = 100;

    private final UnguardedClient usage;
    private final Clock clock;

    UnguardedPages(UnguardedClient usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @GetMapping("/unguarded")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String cursor) {
        String only = service == null || service.isBlank() ? null : service.strip();
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Page<UnguardedClient.Use> page =
                usage.list(scope.team(), only, to.minus(scope.range().length()), to, PAGE_SIZE, cursor);
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/unguarded");
        if (only != null) {
            address.queryParam("service", only);
        }
        model.addAttribute("rows", page.items());
        model.addAttribute("service", only);
        model.addAttribute("pager", Pager.of(page, address.build().encode().toUriString(), cursor));
        return "console/unguarded/list";
    }
}
