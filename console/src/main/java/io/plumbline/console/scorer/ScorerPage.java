package io.plumbline.console.scorer;

import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.scorer.ScorerClient.Scorer;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A scorer: its newest version, its earlier ones, and the actions on it.
@Controller
@RequestMapping("/scorers/{name}")
class ScorerPage {

    private static final int PAGE = 50;

    private final ScorerClient scorers;

    ScorerPage(ScorerClient scorers) {
        this.scorers = scorers;
    }

    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    String show(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Scorer scorer = scorers.get(name);
        Page<Scorer> page = scorers.versions(name, PAGE, cursor);
        model.addAttribute("scorer", scorer);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, page(name), cursor));
        model.addAttribute("mayWrite", Callers.current().may(Permission.SUITE_WRITE, scorer.team()));
        return "console/scorer/show";
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.SUITE_WRITE)
    String form(@PathVariable String name, Model model) {
        Scorer scorer = scorers.get(name);
        model.addAllAttributes(ScorerPages.shown(name, ScorerForm.of(scorer)));
        return ScorerPages.FORM;
    }

    @PostMapping("/edit")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView save(@PathVariable String name, ScorerForm form) {
        Map<String, Object> shown = ScorerPages.shown(name, form);
        if (!form.hasTime() || !form.hasCost()) {
            return Submission.again(ScorerPages.FORM, shown, ScorerPages.wrongNumber(form));
        }
        return Submission.of(ScorerPages.FORM, shown, "The version is registered.", () -> {
            scorers.put(name, form.body(null));
            return page(name);
        });
    }

    @GetMapping("/secret")
    @RequiresPermission(Permission.SUITE_WRITE)
    String confirmSecret(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Replace the secret of " + name + "?",
                        "Calls from then on have the new signature, for all versions. The next page shows the secret"
                                + " once.",
                        page(name) + "/secret",
                        "Replace",
                        true,
                        page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/secret")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView replaceSecret(@PathVariable String name) {
        return Submission.action(page(name), "The scorer has a new secret.", () -> {
            String secret = ScorerPages.newSecret();
            scorers.put(name, ScorerForm.of(scorers.get(name)).body(secret));
            new OneTimeSecret("Signing secret", secret, ScorerPages.SECRET_HINT).showNext();
        });
    }

    private static String page(String name) {
        return "/scorers/" + name;
    }
}
