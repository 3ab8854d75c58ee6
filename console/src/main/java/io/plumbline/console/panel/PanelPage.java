package io.plumbline.console.panel;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.page.Tab;
import io.plumbline.console.page.download.FileDownload;
import io.plumbline.console.panel.PanelClient.Annotator;
import io.plumbline.console.panel.PanelClient.Closing;
import io.plumbline.console.panel.PanelClient.Disputed;
import io.plumbline.console.panel.PanelClient.Invitation;
import io.plumbline.console.panel.PanelClient.Panel;
import io.plumbline.console.panel.PanelClient.Result;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a panel: progress, agreement, scores, annotators, and the items that they disagree on.
@Controller
@RequestMapping("/panels/{name}")
class PanelPage {

    private static final int PAGE = 20;
    private static final String FINDINGS = "Findings";
    private static final String DISAGREEMENTS = "Disagreements";

    private final PanelClient panels;
    private final ActorNames names;
    private final FileDownload downloads;

    PanelPage(PanelClient panels, ActorNames names, FileDownload downloads) {
        this.panels = panels;
        this.names = names;
        this.downloads = downloads;
    }

    @GetMapping
    @RequiresPermission(Permission.PANEL_READ)
    String show(@PathVariable String name, Model model) {
        Panel panel = panels.get(name);
        Result result = panels.result(name);
        List<Annotator> annotators = panels.annotators(name).items();
        head(model, panel, FINDINGS);
        model.addAttribute("result", result);
        model.addAttribute("conclusion", PanelView.conclusion(panel, result));
        model.addAttribute("measures", PanelView.MEASURES);
        model.addAttribute("agreement", PanelView.agreement(result));
        model.addAttribute("scores", PanelView.scores(result));
        model.addAttribute("annotators", PanelView.annotators(annotators, result));
        model.addAttribute("free", panel.design().annotators() - annotators.size());
        return "console/panel/show";
    }

    private static void head(Model model, Panel panel, String tab) {
        model.addAttribute("panel", panel);
        model.addAttribute("mayWrite", Callers.current().may(Permission.PANEL_WRITE, panel.team()));
        model.addAttribute("tabs", Tab.of("/panels/" + panel.name(), tab, FINDINGS, DISAGREEMENTS));
    }

    @GetMapping("/disagreements")
    @RequiresPermission(Permission.PANEL_READ)
    String disagreements(
            @PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Panel panel = panels.get(name);
        String path = "/panels/" + name + "/disagreements";
        Page<Disputed> disputed = panels.disagreements(name, PAGE, cursor);
        head(model, panel, DISAGREEMENTS);
        model.addAttribute(
                "items",
                disputed.items().stream()
                        .map(item -> DisputedView.of(panel, item))
                        .toList());
        model.addAttribute(
                "names",
                names.of(disputed.items().stream()
                        .map(Disputed::adjudication)
                        .filter(Objects::nonNull)
                        .map(PanelClient.Adjudicated::by)
                        .toList()));
        model.addAttribute("pager", Pager.of(disputed, path, cursor));
        return "console/panel/disagreements";
    }

    @PostMapping("/items/{item}/adjudication")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView adjudicate(
            @PathVariable String name,
            @PathVariable int item,
            @RequestParam Map<String, String> fields,
            @RequestParam(required = false) @Nullable String comment) {
        return Submission.action(
                "/panels/" + name + "/disagreements",
                "The label is decided.",
                () -> panels.adjudicate(
                        name,
                        item,
                        new PanelClient.Decision(
                                DisputedView.scores(fields), comment == null || comment.isBlank() ? null : comment)));
    }

    @PostMapping("/annotators")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView invite(@PathVariable String name, @RequestParam String annotator) {
        return Submission.action(
                "/panels/" + name,
                "The annotator has a place.",
                () -> show(panels.invite(name, new Invitation(annotator))));
    }

    @PostMapping("/annotators/{id}/link")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView renew(@PathVariable String name, @PathVariable String id) {
        return Submission.action(
                "/panels/" + name, "The former link no longer works.", () -> show(panels.renew(name, id)));
    }

    private static void show(Annotator annotator) {
        if (annotator.link() != null) {
            new OneTimeSecret(
                            "Link for " + annotator.name(),
                            annotator.link(),
                            "Send it to the annotator. It works once.")
                    .showNext();
        }
    }

    @GetMapping("/annotators/{id}/remove")
    @RequiresPermission(Permission.PANEL_WRITE)
    String confirmRemoval(@PathVariable String name, @PathVariable String id, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Remove this annotator?",
                        "Their access ends at once. Their labels stay, and the next annotator continues with the open"
                                + " items.",
                        "/panels/" + name + "/annotators/" + id + "/remove",
                        "Remove",
                        true,
                        "/panels/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/annotators/{id}/remove")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView remove(@PathVariable String name, @PathVariable String id) {
        return Submission.action("/panels/" + name, "The annotator is removed.", () -> panels.remove(name, id));
    }

    /// Sends all labels as JSON lines.
    @GetMapping("/export")
    @RequiresPermission(Permission.PANEL_READ)
    void export(@PathVariable String name, HttpServletResponse response) {
        downloads.send(
                RemoteService.EVAL,
                "/api/v1/panels/{name}/labels",
                Map.of("name", name),
                MediaType.APPLICATION_NDJSON,
                name + ".jsonl",
                response);
    }

    @GetMapping("/close")
    @RequiresPermission(Permission.PANEL_WRITE)
    String closing(@PathVariable String name, Model model) {
        model.addAttribute("panel", panels.get(name));
        return "console/panel/close";
    }

    @PostMapping("/close")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView close(
            @PathVariable String name,
            @RequestParam String weighting,
            @RequestParam(required = false) @Nullable String withoutFailedChecks) {
        return Submission.action(
                "/panels/" + name,
                "The panel is closed. Its result counts for gates.",
                () -> panels.close(name, new Closing(weighting, withoutFailedChecks != null)));
    }
}
