package io.plumbline.console.remedy;

import io.plumbline.console.page.Column;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.remedy.RemedyClient.Remedy;
import io.plumbline.console.remedy.RemedyClient.SwitchBody;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of remedies with their newest runs, and the switch for all of them.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Remedies",
        path = "/remedies",
        permission = Permission.MONITOR_READ,
        order = 59,
        docs = "guides/self-healing.md")
@RequestMapping("/remedies")
class RemedyPages {

    private static final int NEWEST = 20;
    private static final String LIST = "/remedies";

    private final RemedyClient remedies;

    RemedyPages(RemedyClient remedies) {
        this.remedies = remedies;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Listing<Remedy> all = Listing.read(remedies::list);
        Column<Remedy> columns = Column.<Remedy>sorted(sort, "name", LIST)
                .by("name", Comparator.comparing(Remedy::name))
                .by("team", Comparator.comparing(Remedy::team));
        all.show(all.stream().filter(remedy -> scope.includes(remedy.team())).toList(), columns, model);
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("limit", Integer.toString(NEWEST));
        if (scope.team() != null) {
            filters.set("team", scope.team());
        }
        model.addAttribute("runs", remedies.runs(filters).items());
        model.addAttribute("allRemedies", remedies.state());
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        model.addAttribute("mayOperate", Callers.current().may(Permission.PLATFORM_OPERATE, Caller.PLATFORM_TEAM));
        return "console/remedy/list";
    }

    @GetMapping("/switch")
    @RequiresPermission(Permission.PLATFORM_OPERATE)
    String confirmSwitch(Model model) {
        boolean enabled = remedies.state().enabled();
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        enabled ? "Switch all remedies off?" : "Switch all remedies on?",
                        enabled
                                ? "No remedy acts on an alert until they are switched on. Actions in force stay."
                                : "Approved remedies act on alerts again.",
                        "/remedies/switch",
                        enabled ? "Switch off" : "Switch on",
                        enabled,
                        LIST,
                        Map.of("enabled", Boolean.toString(!enabled)),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/switch")
    @RequiresPermission(Permission.PLATFORM_OPERATE)
    ModelAndView change(@RequestParam boolean enabled, @RequestParam String reason) {
        return Submission.action(
                LIST,
                enabled ? "All remedies are switched on." : "All remedies are switched off.",
                () -> remedies.set(new SwitchBody(enabled, reason)));
    }
}
