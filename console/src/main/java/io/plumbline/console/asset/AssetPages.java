package io.plumbline.console.asset;

import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.security.ResourcePermissions.Access;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of models or of prompts, and the forms that create one and change its settings.
abstract class AssetPages {

    private static final String FORM = "console/asset/form";

    private final AssetKind kind;
    private final AssetClient assets;

    private AssetPages(AssetKind kind, AssetClient assets) {
        this.kind = kind;
        this.assets = assets;
    }

    @Controller
    @RequestMapping("/models")
    @ResourcePermissions(read = Permission.MODEL_READ, write = Permission.MODEL_WRITE)
    @ConsolePage(
            section = Section.MODELS,
            label = "Models",
            path = "/models",
            permission = Permission.MODEL_READ,
            order = 10,
            docs = "guides/production-changes.md")
    static final class OfModels extends AssetPages {

        OfModels(AssetClient assets) {
            super(AssetKind.MODEL, assets);
        }
    }

    @Controller
    @RequestMapping("/prompts")
    @ResourcePermissions(read = Permission.PROMPT_READ, write = Permission.PROMPT_WRITE)
    @ConsolePage(
            section = Section.MODELS,
            label = "Prompts",
            path = "/prompts",
            permission = Permission.PROMPT_READ,
            order = 20,
            docs = "guides/prompts-and-datasets.md")
    static final class OfPrompts extends AssetPages {

        OfPrompts(AssetClient assets) {
            super(AssetKind.PROMPT, assets);
        }
    }

    @GetMapping
    @Access(Access.Kind.READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath(kind.path())
                .queryParam("q", words)
                .queryParam("stage", Objects.requireNonNullElse(stage, ""))
                .build()
                .encode()
                .toUriString();
        Column<Asset> columns = Column.<Asset>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(Asset::name))
                .by("team", Comparator.comparing(Asset::team))
                .by("risk", Comparator.comparingInt(row -> AssetForm.RISK_TIERS.indexOf(row.riskTier())))
                .by("newest", Comparator.comparingInt(Asset::newestVersion))
                .by("updated", Comparator.comparing(Asset::updatedAt));
        Listing<Asset> all = Listing.read((limit, cursor) -> assets.list(kind.segment(), limit, cursor));
        all.show(
                all.stream()
                        .filter(row -> scope.includes(row.team()))
                        .filter(row -> (row.name() + " " + row.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                        .filter(row -> !"production".equals(stage) || row.production() != null)
                        .toList(),
                columns,
                model);
        model.addAttribute("kind", kind);
        model.addAttribute("q", words);
        model.addAttribute("stage", stage);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(kind.write()).isEmpty());
        return "console/asset/list";
    }

    @GetMapping("/new")
    @Access(Access.Kind.WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(new AssetForm("", scope.team(), "", "LIMITED", "", ""), true));
        return FORM;
    }

    @PostMapping("/new")
    @Access(Access.Kind.WRITE)
    ModelAndView create(AssetForm form) {
        String name = form.strippedName();
        Map<String, Object> shown = shown(form, true);
        FormErrors problem = NewName.problem(name, kind.word(), () -> assets.get(kind.segment(), name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return Submission.of(
                FORM,
                shown,
                kind == AssetKind.MODEL
                        ? "Model registered. Add its first version."
                        : "Prompt created. Write its first version.",
                () -> kind.page(assets.put(kind.segment(), name, form.body()).name())
                        + (kind == AssetKind.MODEL ? "" : "/versions/new"));
    }

    @GetMapping("/{name}/edit")
    @Access(Access.Kind.WRITE)
    String edit(@PathVariable String name, Model model) {
        model.addAllAttributes(shown(AssetForm.of(assets.get(kind.segment(), name)), false));
        return FORM;
    }

    @PostMapping("/{name}/edit")
    @Access(Access.Kind.WRITE)
    ModelAndView change(@PathVariable String name, AssetForm form) {
        AssetForm named = new AssetForm(
                name,
                assets.get(kind.segment(), name).team(),
                form.description(),
                form.riskTier(),
                form.requiredSuites(),
                form.tags());
        return Submission.of(
                FORM,
                shown(named, false),
                kind.label() + " changed.",
                () -> kind.page(assets.put(kind.segment(), name, named.body()).name()));
    }

    private Map<String, Object> shown(AssetForm form, boolean isNew) {
        String creation = kind == AssetKind.MODEL ? "Register a model" : "New prompt";
        return Map.of(
                "kind",
                kind,
                "form",
                form,
                "tiers",
                AssetForm.RISK_TIERS,
                "isNew",
                isNew,
                "title",
                isNew ? creation : "Settings of " + form.name());
    }
}
