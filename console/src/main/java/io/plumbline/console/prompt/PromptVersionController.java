package io.plumbline.console.prompt;

import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.console.prompt.PromptClient.Prompt;
import io.plumbline.console.prompt.PromptClient.PromptVersion;
import io.plumbline.console.prompt.PromptVersionForm.InvalidFormException;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A version of a prompt: writing it, rendering it, and moving the pointers to it.
@Controller
@RequestMapping("/prompts/{name}")
class PromptVersionController {

    static final String FORM = "console/prompt/version-new";
    private static final String VERSION = "console/prompt/version";
    private static final String VALUE = "value.";
    private static final JsonMapper JSON = new JsonMapper();

    private final PromptClient prompts;
    private final ActorNames names;

    PromptVersionController(PromptClient prompts, ActorNames names) {
        this.prompts = prompts;
        this.names = names;
    }

    /// Shows the form, filled with an existing version.
    ///
    /// @param from the version to start from; the newest by default
    @GetMapping("/versions/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String form(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable Integer from) {
        Prompt prompt = prompts.get(name);
        int start = from == null ? prompt.newestVersion() : from;
        model.addAllAttributes(shown(
                prompt,
                start == 0 ? PromptVersionForm.EMPTY : PromptVersionForm.of(prompts.version(name, start)),
                start));
        return FORM;
    }

    @PostMapping("/versions/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView register(
            @PathVariable String name,
            PromptVersionForm form,
            @RequestParam(required = false) @Nullable String edit,
            @RequestParam(defaultValue = "0") int from) {
        Prompt prompt = prompts.get(name);
        if (MessageRows.isEdit(edit)) {
            return new ModelAndView(
                    FORM, shown(prompt, form.withRows(MessageRows.edited(form.rows(), edit)), from));
        }
        PromptClient.VersionBody body;
        try {
            body = form.body();
        } catch (InvalidFormException e) {
            return Submission.again(FORM, shown(prompt, form, from), e.errors());
        }
        return Submission.of(
                FORM,
                shown(prompt, form, from),
                "Version registered.",
                () -> "/prompts/" + name + "/versions/"
                        + prompts.register(name, body).version());
    }

    static Map<String, Object> shown(Prompt prompt, PromptVersionForm form, int from) {
        return Map.of(
                "prompt", prompt, "form", form, "rows", form.rows(), "roles", MessageRows.ROLES, "from", from);
    }

    @GetMapping("/versions/{version}")
    @RequiresPermission(Permission.PROMPT_READ)
    String version(@PathVariable String name, @PathVariable int version, Model model) {
        model.addAllAttributes(page(name, version));
        model.addAttribute("values", Map.of());
        return VERSION;
    }

    /// Renders the version with values, without a model.
    ///
    /// @param form the values as `value.NAME`
    @PostMapping("/versions/{version}")
    @RequiresPermission(Permission.PROMPT_READ)
    ModelAndView render(
            @PathVariable String name, @PathVariable int version, @RequestParam Map<String, String> form) {
        Map<String, Object> model = page(name, version);
        PromptVersion shown = (PromptVersion) model.get("version");
        Map<String, String> values = new HashMap<>();
        ObjectNode typed = JSON.createObjectNode();
        for (String variable : shown.variableNames()) {
            String value = form.getOrDefault(VALUE + variable, "");
            values.put(variable, value);
            if (!value.isEmpty()) {
                VariableValues.put(typed, variable, value, shown.variables());
            }
        }
        model.put("values", values);
        try {
            model.put("rendered", prompts.render(name, version, new PromptClient.Values(typed)).messages());
        } catch (io.plumbline.console.api.ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(VERSION, model, FormErrors.of(problem));
        }
        return new ModelAndView(VERSION, model);
    }

    private Map<String, Object> page(String name, int number) {
        Prompt prompt = prompts.get(name);
        PromptVersion version = prompts.version(name, number);
        Map<String, Object> model = new HashMap<>();
        model.put("prompt", prompt);
        model.put("version", version);
        model.put("names", names.of(List.of(version.createdBy().id())));
        model.put("schema", PromptVersionForm.pretty(version.variables()));
        model.put("parameters", PromptVersionForm.pretty(version.parameters()));
        model.put("mayWrite", Callers.current().may(Permission.PROMPT_WRITE, prompt.team()));
        model.put("mayPromote", Callers.current().may(Permission.PROMPT_PROMOTE, prompt.team()));
        model.put("mayCall", Callers.current().may(Permission.INFERENCE_CALL, prompt.team()));
        return model;
    }

    /// Asks before a version moves.
    @GetMapping("/versions/{version}/transition")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    String confirm(@PathVariable String name, @PathVariable int version, @RequestParam Move to, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        to.verb + " " + name + "@" + version + to.where + "?",
                        to.consequence,
                        "/prompts/" + name + "/versions/" + version + "/transition",
                        to.verb,
                        to == Move.ARCHIVE,
                        "/prompts/" + name + "/versions",
                        Map.of("to", to.name()),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/versions/{version}/transition")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    ModelAndView transition(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam Move to,
            @RequestParam(required = false) @Nullable String reason) {
        return Submission.action(
                "/prompts/" + name + "/versions",
                name + "@" + version + to.done,
                () -> prompts.transition(
                        name,
                        version,
                        new PromptClient.Transition(
                                to.stage, reason == null || reason.isBlank() ? null : reason.strip())));
    }

    @PostMapping("/aliases")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    ModelAndView point(@PathVariable String name, @RequestParam String alias, @RequestParam int version) {
        return Submission.action(
                "/prompts/" + name,
                "The alias " + alias.strip() + " now points to version " + version + ".",
                () -> prompts.point(name, alias.strip(), new PromptClient.AliasBody(version, null)));
    }

    /// Asks before an alias is removed.
    @GetMapping("/aliases/{alias}/remove")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    String confirmRemoval(@PathVariable String name, @PathVariable String alias, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Remove the alias " + alias + " of " + name + "?",
                        "Callers that name the prompt by this alias fail from then on.",
                        "/prompts/" + name + "/aliases/" + alias + "/remove",
                        "Remove",
                        true,
                        "/prompts/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/aliases/{alias}/remove")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    ModelAndView remove(@PathVariable String name, @PathVariable String alias) {
        return Submission.action(
                "/prompts/" + name, "The alias " + alias + " is removed.", () -> prompts.removeAlias(name, alias));
    }

    /// The moves of a version, in words.
    enum Move {
        STAGE("STAGING", "Move", " to staging", "Its history keeps the move.", " is in staging."),
        PROMOTE(
                "PRODUCTION",
                "Promote",
                " to production",
                "Callers of the alias production get this version at once. If the risk tier requires approvals, this"
                        + " requests them; promote again once they are granted.",
                " is in production."),
        ROLL_BACK(
                "PRODUCTION",
                "Roll back",
                "",
                "Production returns to this version at once. Its earlier gates and approvals count, unless it was"
                        + " archived or the rules changed since.",
                " is in production again."),
        ARCHIVE(
                "ARCHIVED",
                "Archive",
                "",
                "An archived version can return to production only with a new gate and new approvals.",
                " is archived.");

        private final String stage;
        private final String verb;
        private final String where;
        private final String consequence;
        private final String done;

        Move(String stage, String verb, String where, String consequence, String done) {
            this.stage = stage;
            this.verb = verb;
            this.where = where;
            this.consequence = consequence;
            this.done = done;
        }
    }
}
