package io.plumbline.console.asset;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.approval.ApprovalClient;
import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.asset.AssetClient.PointerMove;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.security.ResourcePermissions.Access;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The tabs that the pages of models and prompts share, and the moves of versions and aliases.
abstract class AssetPage {

    private static final int PAGE = 50;

    private final AssetKind kind;
    private final AssetHead heads;
    private final AssetClient assets;
    private final GateClient gates;
    private final ApprovalClient approvals;
    private final ActorNames names;
    private final Parts parts;

    private AssetPage(
            AssetKind kind,
            AssetHead heads,
            AssetClient assets,
            GateClient gates,
            ApprovalClient approvals,
            ActorNames names,
            Parts parts) {
        this.kind = kind;
        this.heads = heads;
        this.assets = assets;
        this.gates = gates;
        this.approvals = approvals;
        this.names = names;
        this.parts = parts;
    }

    @Controller
    @RequestMapping("/models/{name}")
    @ResourcePermissions(read = Permission.MODEL_READ, write = Permission.MODEL_PROMOTE)
    static final class OfModels extends AssetPage {

        OfModels(
                AssetHead heads,
                AssetClient assets,
                GateClient gates,
                ApprovalClient approvals,
                ActorNames names,
                Parts parts) {
            super(AssetKind.MODEL, heads, assets, gates, approvals, names, parts);
        }
    }

    @Controller
    @RequestMapping("/prompts/{name}")
    @ResourcePermissions(read = Permission.PROMPT_READ, write = Permission.PROMPT_PROMOTE)
    static final class OfPrompts extends AssetPage {

        OfPrompts(
                AssetHead heads,
                AssetClient assets,
                GateClient gates,
                ApprovalClient approvals,
                ActorNames names,
                Parts parts) {
            super(AssetKind.PROMPT, heads, assets, gates, approvals, names, parts);
        }
    }

    @GetMapping("/gates")
    @Access(Access.Kind.READ)
    String gates(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Gate>> loading = parts.load(() -> gates.list(name, null, PAGE, cursor));
        heads.load(kind, name, "Gates", model);
        show(loading.get(), name, "/gates", cursor, model);
        return "console/asset/gates";
    }

    @GetMapping("/approvals")
    @Access(Access.Kind.READ)
    String approvals(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Approval>> loading =
                parts.load(() -> approvals.list(null, kind.word() + "-version:" + name + "@*", PAGE, cursor));
        heads.load(kind, name, "Approvals", model);
        LoadedPart<Page<Approval>> part = loading.get();
        show(part, name, "/approvals", cursor, model);
        model.addAttribute(
                "names",
                names.of(
                        part.value() == null
                                ? List.of()
                                : part.value().items().stream()
                                        .flatMap(row -> Stream.concat(
                                                Stream.of(row.requestedBy()),
                                                row.decisions().stream().map(ApprovalClient.Decision::decidedBy)))
                                        .toList()));
        return "console/asset/approvals";
    }

    private void show(
            LoadedPart<? extends Page<?>> part, String name, String tab, @Nullable String cursor, Model model) {
        model.addAttribute("part", part);
        model.addAttribute(
                "pager",
                part.value() == null ? new Pager(null, null) : Pager.of(part.value(), kind.page(name) + tab, cursor));
    }

    @GetMapping("/history")
    @Access(Access.Kind.READ)
    String history(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        heads.load(kind, name, "History", model);
        Page<PointerMove> page = assets.history(kind.segment(), name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, kind.page(name) + "/history", cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.movedBy().id()).toList()));
        return "console/asset/history";
    }

    /// Asks before a version moves.
    @GetMapping("/versions/{version}/transition")
    @Access(Access.Kind.WRITE)
    String confirm(@PathVariable String name, @PathVariable int version, @RequestParam Move to, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        to.verb + " " + name + "@" + version + to.where + "?",
                        to.consequence,
                        kind.page(name) + "/versions/" + version + "/transition",
                        to.verb,
                        to == Move.ARCHIVED,
                        kind.page(name) + "/versions",
                        Map.of("to", to.name()),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/versions/{version}/transition")
    @Access(Access.Kind.WRITE)
    ModelAndView transition(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam Move to,
            @RequestParam(required = false) @Nullable String reason) {
        String stage = to == Move.ROLL_BACK ? Move.PRODUCTION.name() : to.name();
        return Submission.action(
                kind.page(name) + "/versions",
                name + "@" + version + to.done,
                () -> assets.transition(
                        kind.segment(),
                        name,
                        version,
                        new AssetClient.Transition(stage, reason == null || reason.isBlank() ? null : reason.strip())));
    }

    @PostMapping("/aliases")
    @Access(Access.Kind.WRITE)
    ModelAndView point(@PathVariable String name, @RequestParam String alias, @RequestParam int version) {
        return Submission.action(
                kind.page(name),
                "The alias " + alias.strip() + " now points to version " + version + ".",
                () -> assets.point(kind.segment(), name, alias.strip(), new AssetClient.AliasBody(version, null)));
    }

    /// Asks before an alias is removed.
    @GetMapping("/aliases/{alias}/remove")
    @Access(Access.Kind.WRITE)
    String confirmRemoval(@PathVariable String name, @PathVariable String alias, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Remove the alias " + alias + " of " + name + "?",
                        "Callers that name the " + kind.word() + " by this alias fail from then on.",
                        kind.page(name) + "/aliases/" + alias + "/remove",
                        "Remove",
                        true,
                        kind.page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/aliases/{alias}/remove")
    @Access(Access.Kind.WRITE)
    ModelAndView remove(@PathVariable String name, @PathVariable String alias) {
        return Submission.action(
                kind.page(name),
                "The alias " + alias + " is removed.",
                () -> assets.removeAlias(kind.segment(), name, alias));
    }

    /// The moves of a version, in words.
    enum Move {
        STAGING("Move", " to staging", "Its history keeps the move.", " is in staging."),
        PRODUCTION(
                "Promote",
                " to production",
                "Callers of the alias production get this version at once. If the risk tier requires approvals, this"
                        + " requests them; promote again once they are granted.",
                " is in production."),
        ROLL_BACK(
                "Roll back",
                "",
                "Production returns to this version at once. Its earlier gates and approvals count, unless it was"
                        + " archived or the rules changed since.",
                " is in production again."),
        ARCHIVED(
                "Archive",
                "",
                "An archived version can return to production only with a new gate and new approvals.",
                " is archived.");

        private final String verb;
        private final String where;
        private final String consequence;
        private final String done;

        Move(String verb, String where, String consequence, String done) {
            this.verb = verb;
            this.where = where;
            this.consequence = consequence;
            this.done = done;
        }
    }
}
