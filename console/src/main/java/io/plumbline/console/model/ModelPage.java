package io.plumbline.console.model;

import io.plumbline.console.asset.AssetClient;
import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.asset.AssetHead;
import io.plumbline.console.asset.AssetKind;
import io.plumbline.console.model.ModelClient.ModelVersion;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
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

/// The overview and the versions of a model. [io.plumbline.console.asset] has its other tabs.
@Controller
@RequestMapping("/models/{name}")
class ModelPage {

    private static final int PAGE = 50;
    private static final String VERSION_FORM = "console/model/version-new";

    private final ModelClient models;
    private final AssetClient assets;
    private final AssetHead heads;
    private final ActorNames names;

    ModelPage(ModelClient models, AssetClient assets, AssetHead heads, ActorNames names) {
        this.models = models;
        this.assets = assets;
        this.heads = heads;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String overview(@PathVariable String name, Model model) {
        Asset shown = heads.overview(AssetKind.MODEL, name, model);
        Page<ModelVersion> versions = models.versions(name, PAGE, null);
        model.addAttribute("production", version(versions, shown.production()));
        return "console/model/overview";
    }

    @GetMapping("/versions")
    @RequiresPermission(Permission.MODEL_READ)
    String versions(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        heads.load(AssetKind.MODEL, name, "Versions", model);
        Page<ModelVersion> page = models.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/models/" + name + "/versions", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.createdBy().id()).toList()));
        return "console/model/versions";
    }

    @GetMapping("/versions/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    String versionForm(@PathVariable String name, Model model) {
        model.addAllAttributes(shown(name, VersionForm.EMPTY));
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
                    VERSION_FORM, shown(name, form), FormErrors.at("parameters", "must be a JSON object"));
        }
        return Submission.of(VERSION_FORM, shown(name, form), "Version registered.", () -> {
            models.register(name, body);
            return "/models/" + name + "/versions";
        });
    }

    private static @Nullable ModelVersion version(Page<ModelVersion> page, @Nullable Integer version) {
        return page.items().stream()
                .filter(row -> version != null && row.version() == version)
                .findFirst()
                .orElse(null);
    }

    private Map<String, Object> shown(String name, VersionForm form) {
        return Map.of("form", form, "kinds", VersionForm.KINDS, "model", assets.get(AssetKind.MODEL.segment(), name));
    }
}
