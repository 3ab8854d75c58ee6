package io.plumbline.console.prompt;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.asset.AssetClient;
import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.asset.AssetKind;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
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
class PromptVersionPages {

    static final String FORM = "console/prompt/version-new";
    private static final String VERSION = "console/prompt/version";
    private static final String VALUE = "value.";
    private static final JsonMapper JSON = new JsonMapper();

    private final PromptClient prompts;
    private final AssetClient assets;
    private final ActorNames names;

    PromptVersionPages(PromptClient prompts, AssetClient assets, ActorNames names) {
        this.prompts = prompts;
        this.assets = assets;
        this.names = names;
    }

    /// Shows the form, filled with an existing version.
    ///
    /// @param from the version to start from; the newest by default
    @GetMapping("/versions/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String form(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable Integer from) {
        Asset prompt = assets.get(AssetKind.PROMPT.segment(), name);
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
        Asset prompt = assets.get(AssetKind.PROMPT.segment(), name);
        if (edit != null && MessageRows.isEdit(edit)) {
            return new ModelAndView(FORM, shown(prompt, form.withRows(MessageRows.edited(form.rows(), edit)), from));
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

    static Map<String, Object> shown(Asset prompt, PromptVersionForm form, int from) {
        return Map.of("prompt", prompt, "form", form, "rows", form.rows(), "roles", MessageRows.ROLES, "from", from);
    }

    @GetMapping("/versions/{version}")
    @RequiresPermission(Permission.PROMPT_READ)
    String version(@PathVariable String name, @PathVariable int version, Model model) {
        model.addAllAttributes(page(assets.get(AssetKind.PROMPT.segment(), name), prompts.version(name, version)));
        model.addAttribute("values", Map.of());
        return VERSION;
    }

    /// Renders the version with values, without a model.
    ///
    /// @param form the values as `value.NAME`
    @PostMapping("/versions/{version}")
    @RequiresPermission(Permission.PROMPT_READ)
    ModelAndView render(@PathVariable String name, @PathVariable int version, @RequestParam Map<String, String> form) {
        PromptVersion shown = prompts.version(name, version);
        Map<String, Object> model = page(assets.get(AssetKind.PROMPT.segment(), name), shown);
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
            model.put(
                    "rendered",
                    prompts.render(name, version, new PromptClient.Values(typed))
                            .messages());
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(VERSION, model, FormErrors.of(problem));
        }
        return new ModelAndView(VERSION, model);
    }

    private Map<String, Object> page(Asset prompt, PromptVersion version) {
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
}
