package io.plumbline.console.provider;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Providers: list, page, form, test of the connection, deletion.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Providers",
        path = "/providers",
        permission = Permission.PROVIDER_READ,
        order = 40,
        docs = "guides/onboard-a-provider.md")
class ProviderPages {

    private static final int MOST = 500;
    private static final String FORM = "console/provider/edit";
    private static final String PAGE = "console/provider/show";

    private final ProviderClient providers;
    private final Parts parts;

    ProviderPages(ProviderClient providers, Parts parts) {
        this.providers = providers;
        this.parts = parts;
    }

    @GetMapping("/providers")
    @RequiresPermission(Permission.PROVIDER_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<ProviderClient.Provider> columns = Column.<ProviderClient.Provider>sorted(sort, "name", "/providers")
                .by("name", Comparator.comparing(ProviderClient.Provider::name))
                .by("kind", Comparator.comparing(ProviderClient.Provider::kind))
                .by("updated", Comparator.comparing(ProviderClient.Provider::updatedAt));
        List<ProviderClient.Provider> rows = providers.list(MOST).items().stream()
                .filter(provider -> provider.shared() || scope.includes(provider.team()))
                .toList();
        model.addAttribute("rows", columns.sort(rows));
        model.addAttribute("columns", columns);
        model.addAttribute("mayCreate", mayWrite());
        return "console/provider/list";
    }

    @GetMapping("/providers/{name}")
    @RequiresPermission(Permission.PROVIDER_READ)
    String show(@PathVariable String name, Model model) {
        model.addAllAttributes(page(name));
        return PAGE;
    }

    @PostMapping("/providers/{name}/test")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ModelAndView test(@PathVariable String name, @RequestParam(defaultValue = "") String model) {
        Map<String, Object> shown = page(name);
        shown.put("tried", model);
        try {
            shown.put("trial", providers.test(name, model.isBlank() ? Map.of() : Map.of("model", model.strip())));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(PAGE, shown, FormErrors.of(problem));
        }
        return new ModelAndView(PAGE, shown, HttpStatus.OK);
    }

    private Map<String, Object> page(String name) {
        var using = parts.load(() -> providers.uses(name));
        ProviderClient.Provider provider = providers.get(name);
        Map<String, Object> shown = new HashMap<>();
        shown.put("provider", provider);
        shown.put("uses", using.get());
        shown.put("mayWrite", mayWrite(provider));
        shown.put("tried", provider.models().isEmpty() ? "" : provider.models().getFirst());
        shown.put("trial", null);
        return shown;
    }

    private static boolean mayWrite() {
        return !Callers.current().teamsWith(Permission.PROVIDER_WRITE).isEmpty();
    }

    private static boolean mayWrite(ProviderClient.Provider provider) {
        String team = provider.team();
        return team == null
                ? Callers.current().teamsWith(Permission.PROVIDER_WRITE).contains(Caller.EVERY_TEAM)
                : Callers.current().may(Permission.PROVIDER_WRITE, team);
    }

    @GetMapping("/providers/new")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    String newForm(Model model) {
        model.addAllAttributes(formModel(null, ProviderForm.EMPTY, false));
        return FORM;
    }

    @GetMapping("/providers/{name}/edit")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    String form(@PathVariable String name, Model model) {
        ProviderClient.Provider provider = providers.get(name);
        model.addAllAttributes(formModel(name, ProviderForm.of(provider), provider.hasCredential()));
        return FORM;
    }

    @PostMapping("/providers/new")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ModelAndView create(ProviderForm form) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = formModel(null, form, false);
        FormErrors problem = NewName.problem(name, "provider", () -> providers.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, shown, "Provider created. Test its connection.");
    }

    @PostMapping("/providers/{name}/edit")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ModelAndView change(@PathVariable String name, ProviderForm form) {
        ProviderClient.Provider present = providers.get(name);
        return stored(name, form, formModel(name, form, present.hasCredential()), "Provider saved.");
    }

    private ModelAndView stored(String name, ProviderForm form, Map<String, Object> shown, String done) {
        String field = form.misnumbered();
        if (field != null) {
            return Submission.again(FORM, shown, FormErrors.at(field, "must be a whole number"));
        }
        return Submission.of(FORM, shown, done, () -> {
            providers.put(name, form.body());
            return "/providers/" + name;
        });
    }

    private static Map<String, Object> formModel(@Nullable String name, ProviderForm form, boolean hasCredential) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("kinds", ProviderForm.KINDS);
        model.put("hasCredential", hasCredential);
        return model;
    }

    @GetMapping("/providers/{name}/delete")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete provider " + name + "?",
                        "Its credential is deleted too. A provider that a route or a version in production uses cannot"
                                + " be deleted.",
                        "/providers/" + name + "/delete",
                        "Delete",
                        true,
                        "/providers/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/providers/{name}/delete")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.of(PAGE, page(name), "Provider " + name + " is deleted.", () -> {
            providers.remove(name);
            return "/providers";
        });
    }
}
