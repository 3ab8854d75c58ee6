package io.plumbline.console.prompt;

import io.plumbline.console.api.Part;
import io.plumbline.console.api.Parts;
import io.plumbline.console.approval.ApprovalClient;
import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Tab;
import io.plumbline.console.prompt.PromptClient.PointerMove;
import io.plumbline.console.prompt.PromptClient.Prompt;
import io.plumbline.console.prompt.PromptClient.PromptVersion;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page of a prompt, a tab each for its overview, versions, gates, approvals and history.
@Controller
@RequestMapping("/prompts/{name}")
class PromptPageController {

    private static final int PAGE = 50;
    private static final int MOST_VERSIONS = 500;

    private final PromptClient prompts;
    private final GateClient gates;
    private final ApprovalClient approvals;
    private final ActorNames names;
    private final Parts parts;

    PromptPageController(
            PromptClient prompts,
            GateClient gates,
            ApprovalClient approvals,
            ActorNames names,
            Parts parts) {
        this.prompts = prompts;
        this.gates = gates;
        this.approvals = approvals;
        this.names = names;
        this.parts = parts;
    }

    @GetMapping
    @RequiresPermission(Permission.PROMPT_READ)
    String overview(@PathVariable String name, Model model) {
        Parts.Loading<Page<Gate>> lastGate = parts.load(() -> gates.list(name, null, 1, null));
        Prompt prompt = head(name, "Overview", model);
        Integer shown = prompt.production() == null
                ? Integer.valueOf(prompt.newestVersion())
                : prompt.production();
        PromptVersion version = shown == 0 ? null : prompts.version(name, shown);
        model.addAttribute("shown", version);
        model.addAttribute("parameters", version == null ? "" : PromptVersionForm.pretty(version.parameters()));
        model.addAttribute("schema", version == null ? "" : PromptVersionForm.pretty(version.variables()));
        model.addAttribute("lastGate", lastGate.get());
        model.addAttribute(
                "names",
                names.of(version == null ? List.of() : List.of(version.createdBy().id())));
        return "console/prompt/overview";
    }

    @GetMapping("/versions")
    @RequiresPermission(Permission.PROMPT_READ)
    String versions(
            @PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Versions", model);
        Page<PromptVersion> page = prompts.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/prompts/" + name + "/versions", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.createdBy().id()).toList()));
        return "console/prompt/versions";
    }

    @GetMapping("/gates")
    @RequiresPermission(Permission.PROMPT_READ)
    String gates(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Gate>> loading = parts.load(() -> gates.list(name, null, PAGE, cursor));
        head(name, "Gates", model);
        Part<Page<Gate>> page = loading.get();
        model.addAttribute("part", page);
        model.addAttribute(
                "pager",
                page.value() == null
                        ? new Pager(null, null)
                        : Pager.of(page.value(), "/prompts/" + name + "/gates", cursor));
        return "console/prompt/gates";
    }

    @GetMapping("/approvals")
    @RequiresPermission(Permission.PROMPT_READ)
    String approvals(
            @PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Approval>> loading =
                parts.load(() -> approvals.list(null, "prompt-version:" + name + "@*", PAGE, cursor));
        head(name, "Approvals", model);
        Part<Page<Approval>> page = loading.get();
        model.addAttribute("part", page);
        model.addAttribute(
                "pager",
                page.value() == null
                        ? new Pager(null, null)
                        : Pager.of(page.value(), "/prompts/" + name + "/approvals", cursor));
        model.addAttribute(
                "names",
                names.of(
                        page.value() == null
                                ? List.of()
                                : page.value().items().stream()
                                        .flatMap(row -> Stream.concat(
                                                Stream.of(row.requestedBy()),
                                                row.decisions().stream().map(ApprovalClient.Decision::decidedBy)))
                                        .toList()));
        return "console/prompt/approvals";
    }

    @GetMapping("/history")
    @RequiresPermission(Permission.PROMPT_READ)
    String history(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        head(name, "History", model);
        Page<PointerMove> page = prompts.history(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/prompts/" + name + "/history", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.movedBy().id()).toList()));
        return "console/prompt/history";
    }

    /// Compares two versions; without parameters, the newest with production or the one before it.
    @GetMapping("/diff")
    @RequiresPermission(Permission.PROMPT_READ)
    String diff(
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to) {
        Prompt prompt = head(name, "Versions", model);
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

    private Prompt head(String name, String tab, Model model) {
        Prompt prompt = prompts.get(name);
        model.addAttribute("prompt", prompt);
        model.addAttribute(
                "tabs",
                Tab.of("/prompts/" + name, tab, "Overview", "Versions", "Gates", "Approvals", "History"));
        model.addAttribute("mayWrite", Callers.current().may(Permission.PROMPT_WRITE, prompt.team()));
        model.addAttribute("mayPromote", Callers.current().may(Permission.PROMPT_PROMOTE, prompt.team()));
        model.addAttribute("mayCall", Callers.current().may(Permission.INFERENCE_CALL, prompt.team()));
        return prompt;
    }
}
