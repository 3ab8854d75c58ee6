package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.json.JsonLines;
import io.plumbline.console.knowledge.ConnectorClient.Connector;
import io.plumbline.console.knowledge.ConnectorClient.Run;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A connector: its settings, its runs, the documents that stopped on their way, and the actions on it.
@Controller
@RequestMapping("/knowledge-bases/{base}/connectors/{name}")
class ConnectorPage {

    private static final int RUNS = 20;
    private static final int LETTERS = 100;

    private final ConnectorClient connectors;
    private final KnowledgeClient bases;

    ConnectorPage(ConnectorClient connectors, KnowledgeClient bases) {
        this.connectors = connectors;
        this.bases = bases;
    }

    static String page(String base, String name) {
        return KnowledgeBaseHead.page(base) + "/connectors/" + name;
    }

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String show(
            @PathVariable String base,
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable String cursor) {
        KnowledgeBase owner = bases.get(base);
        Connector connector = connectors.get(base, name);
        Page<Run> runs = connectors.runs(base, name, RUNS, cursor);
        boolean mayWrite = Callers.current().may(Permission.KNOWLEDGE_WRITE, owner.team());
        model.addAttribute("base", owner);
        model.addAttribute("connector", connector);
        model.addAttribute("source", JsonLines.write(connector.settings()));
        model.addAttribute("rows", runs.items());
        model.addAttribute("pager", Pager.of(runs, page(base, name), cursor));
        model.addAttribute("isRunning", runs.items().stream().anyMatch(Run::isOpen));
        model.addAttribute("mayWrite", mayWrite);
        model.addAttribute(
                "letters",
                mayWrite ? connectors.deadLetters(base, name, LETTERS).items() : List.of());
        model.addAttribute("mostLetters", LETTERS);
        return "console/knowledge/connector";
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String form(@PathVariable String base, @PathVariable String name, Model model) {
        ResponseEntity<Connector> stored = connectors.tagged(base, name);
        model.addAllAttributes(ConnectorPages.shown(
                base,
                ConnectorForm.of(Objects.requireNonNull(stored.getBody())),
                name,
                Objects.requireNonNullElse(stored.getHeaders().getETag(), "")));
        return ConnectorPages.FORM;
    }

    @PostMapping("/edit")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView save(
            @PathVariable String base, @PathVariable String name, ConnectorForm form, @RequestParam String etag) {
        Map<String, Object> shown = ConnectorPages.shown(base, form, name, etag);
        Optional<FormErrors> unreadable = form.unreadable();
        if (unreadable.isPresent()) {
            return Submission.again(ConnectorPages.FORM, shown, unreadable.get());
        }
        try {
            boolean enabled = connectors.get(base, name).enabled();
            connectors.put(base, name, etag.isEmpty() ? null : etag, form.body(enabled));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(ConnectorPages.FORM, shown, ConnectorForm.errors(problem));
        }
        return Submission.redirect(
                page(base, name), new Submission.Flash("good", "The connector is changed.", null, null));
    }

    @PostMapping("/run")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView run(@PathVariable String base, @PathVariable String name) {
        return Submission.action(
                page(base, name), "The run has started. Its counts follow below.", () -> connectors.start(base, name));
    }

    @PostMapping("/pause")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView pause(@PathVariable String base, @PathVariable String name) {
        return Submission.action(
                page(base, name), "The connector is paused. Its documents stay.", () -> enable(base, name, false));
    }

    @PostMapping("/resume")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView resume(@PathVariable String base, @PathVariable String name) {
        return Submission.action(page(base, name), "The connector is active.", () -> enable(base, name, true));
    }

    private void enable(String base, String name, boolean enabled) {
        ResponseEntity<Connector> stored = connectors.tagged(base, name);
        ConnectorForm form = ConnectorForm.of(Objects.requireNonNull(stored.getBody()));
        connectors.put(base, name, stored.getHeaders().getETag(), form.body(enabled));
    }

    @PostMapping("/retry")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView retryAll(@PathVariable String base, @PathVariable String name) {
        return Submission.action(
                page(base, name), "The documents are tried again.", () -> connectors.retryAll(base, name));
    }

    @PostMapping("/letters/{id}/retry")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView retry(@PathVariable String base, @PathVariable String name, @PathVariable UUID id) {
        return Submission.action(
                page(base, name), "The document is tried again.", () -> connectors.retry(base, name, id));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String confirm(@PathVariable String base, @PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the connector " + name + "?",
                        "Its runs are deleted with it. Its documents stay in the knowledge base.",
                        page(base, name) + "/delete",
                        "Delete",
                        true,
                        page(base, name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView delete(@PathVariable String base, @PathVariable String name) {
        return Submission.action(
                KnowledgeBaseHead.page(base) + "/connectors",
                "The connector " + name + " is deleted.",
                () -> connectors.delete(base, name));
    }
}
