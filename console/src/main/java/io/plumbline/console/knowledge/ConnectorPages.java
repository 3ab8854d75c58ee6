package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The connectors of a knowledge base, and the form that creates one.
@Controller
@RequestMapping("/knowledge-bases/{base}/connectors")
class ConnectorPages {

    static final String FORM = "console/knowledge/connector-form";

    /// A knowledge base has no more.
    private static final int MOST = 50;

    private final ConnectorClient connectors;
    private final KnowledgeBaseHead heads;

    ConnectorPages(ConnectorClient connectors, KnowledgeBaseHead heads) {
        this.connectors = connectors;
        this.heads = heads;
    }

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String list(@PathVariable String base, Model model) {
        heads.load(base, KnowledgeBaseHead.CONNECTORS, model);
        model.addAttribute("rows", connectors.list(base, MOST).items());
        return "console/knowledge/connectors";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String form(@PathVariable String base, Model model) {
        model.addAllAttributes(shown(base, ConnectorForm.empty(), null, ""));
        return FORM;
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView create(@PathVariable String base, ConnectorForm form) {
        Map<String, Object> shown = shown(base, form, null, "");
        String name = form.strippedName();
        FormErrors badName = NewName.problem(name, "connector", () -> connectors.get(base, name));
        if (badName != null) {
            return Submission.again(FORM, shown, badName);
        }
        Optional<FormErrors> unreadable = form.unreadable();
        if (unreadable.isPresent()) {
            return Submission.again(FORM, shown, unreadable.get());
        }
        try {
            connectors.put(base, name, null, form.body(true));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown, ConnectorForm.errors(problem));
        }
        return Submission.redirect(
                ConnectorPage.page(base, name),
                new Submission.Flash("good", "Connector created. Run it to read its source.", null, null));
    }

    /// Returns what the form shows.
    ///
    /// @param name of the connector that is changed; null for a new one
    /// @param etag of the version on which the change is based
    static Map<String, Object> shown(String base, ConnectorForm form, @Nullable String name, String etag) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("baseName", base);
        shown.put("form", form);
        shown.put("name", name);
        shown.put("etag", etag);
        shown.put("vanished", ConnectorForm.VANISHED);
        return shown;
    }
}
