package io.plumbline.console.gate.run;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.run.RunChoices.Named;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Runs a gate.
@Controller
class RunPages {

    private static final int MOST = 500;
    private static final String FORM = "console/gate/new";

    private final GateClient gates;
    private final RunChoices.Suites suites;
    private final RunChoices.Registered registered;
    private final RunChoices.Routes routes;
    private final Parts parts;

    RunPages(
            GateClient gates,
            RunChoices.Suites suites,
            RunChoices.Registered registered,
            RunChoices.Routes routes,
            Parts parts) {
        this.gates = gates;
        this.suites = suites;
        this.registered = registered;
        this.routes = routes;
        this.parts = parts;
    }

    @GetMapping("/gates/new")
    @RequiresPermission(Permission.GATE_RUN)
    String form(
            Model model,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String candidate,
            @RequestParam(required = false) @Nullable String prompt) {
        model.addAllAttributes(shown(RunForm.of(suite, candidate, prompt)));
        return FORM;
    }

    @PostMapping("/gates/new")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView run(RunForm form) {
        FormErrors errors = form.errors();
        return errors != null
                ? Submission.again(FORM, shown(form), errors)
                : Submission.of(
                        FORM,
                        shown(form),
                        "The gate is queued. This page follows it.",
                        () -> "/gates/" + gates.open(form.body()).id());
    }

    private Map<String, Object> shown(RunForm form) {
        Parts.Loading<Page<Named>> suite = parts.load(() -> suites.list(MOST));
        Parts.Loading<Page<Named>> model = parts.load(() -> registered.models(MOST));
        Parts.Loading<Page<Named>> prompt = parts.load(() -> registered.prompts(MOST));
        Parts.Loading<Page<Named>> route = parts.load(() -> routes.list(MOST));
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("suites", names(suite::get));
        shown.put("models", references(model::get));
        shown.put("prompts", references(prompt::get));
        shown.put("routes", names(route::get));
        return shown;
    }

    private static List<String> names(Supplier<LoadedPart<Page<Named>>> part) {
        Page<Named> page = part.get().value();
        return page == null ? List.of() : page.items().stream().map(Named::name).toList();
    }

    /// Returns the newest version of each.
    private static List<String> references(Supplier<LoadedPart<Page<Named>>> part) {
        Page<Named> page = part.get().value();
        return page == null
                ? List.of()
                : page.items().stream()
                        .filter(named -> named.newestVersion() != null && named.newestVersion() > 0)
                        .map(named -> named.name() + "@" + named.newestVersion())
                        .toList();
    }
}
