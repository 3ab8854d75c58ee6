package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
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
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of knowledge bases, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.DATASETS,
        label = "Knowledge bases",
        path = KnowledgeBaseHead.PATH,
        permission = Permission.KNOWLEDGE_READ,
        order = 20,
        docs = "guides/knowledge-base.md")
class KnowledgeBasePages {

    static final String FORM = "console/knowledge/form";

    private final KnowledgeClient bases;

    KnowledgeBasePages(KnowledgeClient bases) {
        this.bases = bases;
    }

    @GetMapping(KnowledgeBaseHead.PATH)
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath(KnowledgeBaseHead.PATH)
                .queryParam("q", words)
                .build()
                .encode()
                .toUriString();
        Column<KnowledgeBase> columns = Column.<KnowledgeBase>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(KnowledgeBase::name))
                .by("team", Comparator.comparing(KnowledgeBase::team))
                .by("documents", Comparator.comparingLong(row -> row.contents().documents()))
                .by("chunks", Comparator.comparingLong(row -> row.contents().chunks()))
                .by(
                        "quarantined",
                        Comparator.comparingLong(row -> row.contents().in("QUARANTINED")))
                .by("failed", Comparator.comparingLong(row -> row.contents().in("FAILED")))
                .by("updated", Comparator.comparing(KnowledgeBase::updatedAt))
                .largestFirst("documents", "chunks", "quarantined", "failed");
        Listing<KnowledgeBase> all = Listing.read(bases::list);
        all.show(
                all.stream()
                        .filter(row -> scope.includes(row.team()))
                        .filter(row -> (row.name() + " " + row.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                        .toList(),
                columns,
                model);
        model.addAttribute("q", words);
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.KNOWLEDGE_WRITE).isEmpty());
        return "console/knowledge/list";
    }

    @GetMapping(KnowledgeBaseHead.PATH + "/new")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(KnowledgeBaseForm.empty(scope.team()), null, ""));
        return FORM;
    }

    @PostMapping(KnowledgeBaseHead.PATH + "/new")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView create(KnowledgeBaseForm form) {
        Map<String, Object> shown = shown(form, null, "");
        String name = form.strippedName();
        FormErrors badName = NewName.problem(name, "knowledge base", () -> bases.get(name));
        if (badName != null) {
            return Submission.again(FORM, shown, badName);
        }
        Optional<FormErrors> unreadable = form.unreadable();
        if (unreadable.isPresent()) {
            return Submission.again(FORM, shown, unreadable.get());
        }
        try {
            bases.put(name, null, form.settings(true));
        } catch (ApiProblem problem) {
            if (problem.slug().equals("not-found")) {
                return Submission.again(FORM, shown, FormErrors.at("name", "is taken in this installation"));
            }
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown, KnowledgeBaseForm.errors(problem));
        }
        return Submission.redirect(
                KnowledgeBaseHead.page(name) + "/upload",
                new Submission.Flash("good", "Knowledge base created. Upload its first documents.", null, null));
    }

    /// Returns what the form shows.
    ///
    /// @param name of the knowledge base that is changed; null for a new one
    /// @param etag of the version on which the change is based
    static Map<String, Object> shown(KnowledgeBaseForm form, @Nullable String name, String etag) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("name", name);
        shown.put("etag", etag);
        shown.put("embeddings", KnowledgeBaseForm.EMBEDDINGS);
        shown.put("strategies", KnowledgeBaseForm.STRATEGIES);
        shown.put("actions", KnowledgeBaseForm.ACTIONS);
        return shown;
    }
}
