package io.plumbline.console.scorer;

import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.scorer.ScorerClient.Scorer;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of custom scorers, and the form that registers one.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Scorers",
        path = "/scorers",
        permission = Permission.SUITE_READ,
        order = 35,
        docs = "evaluation.md")
class ScorerPages {

    static final String FORM = "console/scorer/form";
    static final String SECRET_HINT = "Copy it now into the service: it verifies the calls with it.";

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ScorerClient scorers;

    ScorerPages(ScorerClient scorers) {
        this.scorers = scorers;
    }

    @GetMapping("/scorers")
    @RequiresPermission(Permission.SUITE_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Scorer> columns = Column.<Scorer>sorted(sort, "name", "/scorers")
                .by("name", Comparator.comparing(Scorer::name))
                .by("team", Comparator.comparing(Scorer::team))
                .by("kind", Comparator.comparing(Scorer::kind))
                .by("registered", Comparator.comparing(Scorer::createdAt));
        Listing<Scorer> all = Listing.read(scorers::list);
        all.show(all.stream().filter(row -> scope.includes(row.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.SUITE_WRITE).isEmpty());
        return "console/scorer/list";
    }

    /// @param kind `http`, or else Python
    @GetMapping("/scorers/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    String form(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String kind) {
        model.addAllAttributes(shown(null, ScorerForm.empty("http".equals(kind), scope.team())));
        return FORM;
    }

    @PostMapping("/scorers/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView create(ScorerForm form) {
        Map<String, Object> shown = shown(null, form);
        String name = form.strippedName();
        FormErrors problem = NewName.problem(name, "scorer", () -> scorers.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        if (!form.hasTime() || !form.hasCost()) {
            return Submission.again(FORM, shown, wrongNumber(form));
        }
        String secret = form.isHttp() ? newSecret() : null;
        return Submission.of(FORM, shown, "The scorer is registered.", () -> {
            scorers.put(name, form.body(secret));
            if (secret != null) {
                new OneTimeSecret("Signing secret", secret, SECRET_HINT).showNext();
            }
            return "/scorers/" + name;
        });
    }

    static FormErrors wrongNumber(ScorerForm form) {
        return form.hasTime()
                ? FormErrors.at("http.costUsdPerItem", "must be a number with a dot, such as 0.0004")
                : FormErrors.at("http.timeoutSeconds", "must be a whole number");
    }

    /// Returns a new secret, as Standard Webhooks 1.0 defines it.
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /// Returns what the form shows.
    ///
    /// @param name of the scorer that gets a version; null for a new one
    static Map<String, Object> shown(@Nullable String name, ScorerForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("title", name == null ? "Register a scorer" : "New version of " + name);
        shown.put("form", form);
        return shown;
    }
}
