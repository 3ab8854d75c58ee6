package io.plumbline.console.prompt;

import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.asset.AssetHead;
import io.plumbline.console.asset.AssetKind;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Pager;
import io.plumbline.console.prompt.PromptClient.PromptVersion;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The overview and the versions of a prompt. [io.plumbline.console.asset] has its other tabs.
@Controller
@RequestMapping("/prompts/{name}")
class PromptPage {

    private static final int PAGE = 50;
    private static final int MOST_VERSIONS = 500;

    private final PromptClient prompts;
    private final AssetHead heads;
    private final ActorNames names;

    PromptPage(PromptClient prompts, AssetHead heads, ActorNames names) {
        this.prompts = prompts;
        this.heads = heads;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.PROMPT_READ)
    String overview(@PathVariable String name, Model model) {
        Asset prompt = heads.overview(AssetKind.PROMPT, name, model);
        Integer production = prompt.production();
        int shown = production == null ? prompt.newestVersion() : production;
        PromptVersion version = shown == 0 ? null : prompts.version(name, shown);
        model.addAttribute("shown", version);
        model.addAttribute("parameters", version == null ? "" : PromptVersionForm.pretty(version.parameters()));
        model.addAttribute("schema", version == null ? "" : PromptVersionForm.pretty(version.variables()));
        model.addAttribute(
                "names",
                names.of(
                        version == null
                                ? List.of()
                                : List.of(version.createdBy().id())));
        return "console/prompt/overview";
    }

    @GetMapping("/versions")
    @RequiresPermission(Permission.PROMPT_READ)
    String versions(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        heads.load(AssetKind.PROMPT, name, "Versions", model);
        Page<PromptVersion> page = prompts.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/prompts/" + name + "/versions", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.createdBy().id()).toList()));
        return "console/prompt/versions";
    }

    /// Compares two versions; without parameters, the newest with production or the one before it.
    @GetMapping("/diff")
    @RequiresPermission(Permission.PROMPT_READ)
    String diff(
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to) {
        Asset prompt = heads.load(AssetKind.PROMPT, name, "Versions", model);
        int newest = prompt.newestVersion();
        int after = to == null ? newest : to;
        Integer production = prompt.production();
        int before = from != null ? from : production != null && production != after ? production : after - 1;
        model.addAttribute(
                "versions",
                prompts.versions(name, MOST_VERSIONS, null).items().stream()
                        .map(PromptVersion::version)
                        .toList());
        model.addAttribute("from", before);
        model.addAttribute("to", after);
        if (before > 0 && after > 0) {
            PromptClient.Diff diff = prompts.diff(name, before, after);
            model.addAttribute("diff", diff);
            model.addAttribute("rows", SideBySide.of(diff.lines()));
        }
        return "console/prompt/diff";
    }
}
