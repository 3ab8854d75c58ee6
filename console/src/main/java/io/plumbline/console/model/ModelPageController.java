package io.plumbline.console.model;

import io.plumbline.console.approval.ApprovalClient;
import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.model.ModelClient.ModelVersion;
import io.plumbline.console.model.ModelClient.PointerMove;
import io.plumbline.console.model.ModelClient.RegisteredModel;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.page.Tab;
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
import tools.jackson.core.JacksonException;

/// The page of a model, a tab each for its overview, versions, gates, approvals and history.
@Controller
@RequestMapping("/models/{name}")
class ModelPageController {

    private static final int PAGE = 50;
    private static final String VERSION_FORM = "console/model/version-new";

    private final ModelClient models;
    private final GateClient gates;
    private final ApprovalClient approvals;
    private final ActorNames names;

    ModelPageController(ModelClient models, GateClient gates, ApprovalClient approvals, ActorNames names) {
        this.models = models;
        this.gates = gates;
        this.approvals = approvals;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String overview(@PathVariable String name, Model model) {
        RegisteredModel shown = head(name, "Overview", model);
        Page<ModelVersion> versions = models.versions(name, PAGE, null);
        model.addAttribute("production", version(versions, shown.production()));
        model.addAttribute(
                "newest", versions.items().isEmpty() ? null : versions.items().getFirst());
        return "console/model/overview";
    }

    @GetMapping("/versions")
    @RequiresPermission(Permission.MODEL_READ)
    String versions(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Versions", model);
        Page<ModelVersion> page = models.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/models/" + name + "/versions", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.createdBy().id()).toList()));
        return "console/model/versions";
    }

    @GetMapping("/gates")
    @RequiresPermission(Permission.GATE_READ)
    String gates(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Gates", model);
        Page<Gate> page = gates.list(name, null, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/models/" + name + "/gates", cursor));
        return "console/model/gates";
    }

    @GetMapping("/approvals")
    @RequiresPermission(Permission.APPROVAL_READ)
    String approvals(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Approvals", model);
        Page<Approval> page = approvals.list(null, "model-version:" + name + "@*", PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/models/" + name + "/approvals", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(Approval::requestedBy).toList()));
        return "console/model/approvals";
    }

    @GetMapping("/history")
    @RequiresPermission(Permission.MODEL_READ)
    String history(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "History", model);
        Page<PointerMove> page = models.history(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/models/" + name + "/history", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.movedBy().id()).toList()));
        return "console/model/history";
    }

    @GetMapping("/versions/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    String versionForm(@PathVariable String name, Model model) {
        model.addAllAttributes(versionModel(name, VersionForm.EMPTY));
        return VERSION_FORM;
    }

    @PostMapping("/versions/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView register(@PathVariable String name, VersionForm form) {
        ModelClient.VersionBody body;
        try {
            body = form.body();
        } catch (JacksonException e) {
            return Submission.again(
                    VERSION_FORM, versionModel(name, form), FormErrors.at("parameters", "must be a JSON object"));
        }
        return Submission.of(VERSION_FORM, versionModel(name, form), "Version registered.", () -> {
            models.register(name, body);
            return "/models/" + name + "/versions";
        });
    }

    /// Asks before a version moves.
    @GetMapping("/versions/{version}/transition")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    String confirm(@PathVariable String name, @PathVariable int version, @RequestParam Stage to, Model model) {
        String reference = name + "@" + version;
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        to.verb + " " + reference + to.where + "?",
                        to.consequence,
                        "/models/" + name + "/versions/" + version + "/transition",
                        to.verb,
                        to == Stage.ARCHIVED,
                        "/models/" + name + "/versions",
                        Map.of("to", to.name()),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/versions/{version}/transition")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    ModelAndView transition(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam Stage to,
            @RequestParam(required = false) @Nullable String reason) {
        return Submission.action(
                "/models/" + name + "/versions",
                name + "@" + version + to.done,
                () -> models.transition(
                        name,
                        version,
                        new ModelClient.Transition(to.name(), reason == null || reason.isBlank() ? null : reason)));
    }

    @PostMapping("/aliases")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    ModelAndView point(@PathVariable String name, @RequestParam String alias, @RequestParam int version) {
        return Submission.action(
                "/models/" + name,
                "The alias " + alias + " now points to version " + version + ".",
                () -> models.point(name, alias.strip(), new ModelClient.AliasBody(version, null)));
    }

    @PostMapping("/aliases/{alias}/remove")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    ModelAndView remove(@PathVariable String name, @PathVariable String alias) {
        return Submission.action(
                "/models/" + name, "The alias " + alias + " is removed.", () -> models.removeAlias(name, alias));
    }

    /// The stages that a version can move to, in words.
    enum Stage {
        STAGING("Move", " to staging", "The version leaves its stage. Its history keeps the move.", " is in staging."),
        PRODUCTION(
                "Promote",
                " to production",
                "Routes on the alias production serve this version at once. If the risk tier requires approvals, this"
                        + " requests them; promote again once they are granted.",
                " is in production."),
        ARCHIVED(
                "Archive",
                "",
                "An archived version can return to production only with a new gate and new approvals.",
                " is archived.");

        private final String verb;
        private final String where;
        private final String consequence;
        private final String done;

        Stage(String verb, String where, String consequence, String done) {
            this.verb = verb;
            this.where = where;
            this.consequence = consequence;
            this.done = done;
        }
    }

    private RegisteredModel head(String name, String tab, Model model) {
        RegisteredModel shown = models.get(name);
        model.addAttribute("model", shown);
        model.addAttribute(
                "tabs", Tab.of("/models/" + name, tab, "Overview", "Versions", "Gates", "Approvals", "History"));
        model.addAttribute("mayWrite", Callers.current().may(Permission.MODEL_WRITE, shown.team()));
        model.addAttribute("mayPromote", Callers.current().may(Permission.MODEL_PROMOTE, shown.team()));
        return shown;
    }

    private static @Nullable ModelVersion version(Page<ModelVersion> page, @Nullable Integer version) {
        return page.items().stream()
                .filter(row -> version != null && row.version() == version)
                .findFirst()
                .orElse(null);
    }

    private Map<String, Object> versionModel(String name, VersionForm form) {
        return Map.of("form", form, "kinds", VersionForm.KINDS, "model", models.get(name));
    }
}
