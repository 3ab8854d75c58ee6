package io.plumbline.console.remedy;

import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.remedy.RemedyClient.Remedy;
import io.plumbline.console.remedy.RemedyClient.Run;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a remedy: what it does, its approval and its runs; its deletion.
@Controller
@RequestMapping("/remedies/{name}")
class RemedyPage {

    private static final int PAGE = 50;

    private final RemedyClient remedies;

    RemedyPage(RemedyClient remedies) {
        this.remedies = remedies;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Remedy remedy = remedies.get(name);
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("remedy", name);
        filters.set("limit", Integer.toString(PAGE));
        if (cursor != null) {
            filters.set("cursor", cursor);
        }
        Page<Run> runs = remedies.runs(filters);
        model.addAttribute("remedy", remedy);
        model.addAttribute("runs", runs.items());
        model.addAttribute("pager", Pager.of(runs, "/remedies/" + name, cursor));
        model.addAttribute("mayChange", Callers.current().may(Permission.MONITOR_WRITE, remedy.team()));
        return "console/remedy/show";
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete remedy " + name + "?",
                        "It acts on no further alert. Actions in force stay until they end or are undone.",
                        "/remedies/" + name + "/delete",
                        "Delete",
                        true,
                        "/remedies/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/remedies", "Remedy " + name + " is deleted.", () -> remedies.remove(name));
    }
}
