package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.knowledge.KnowledgeClient.Filter;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.knowledge.KnowledgeClient.Query;
import io.plumbline.console.knowledge.KnowledgeClient.Result;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/// A knowledge base: overview, settings, search, and deletion of all documents or of those about a person.
@Controller
@RequestMapping("/knowledge-bases/{name}")
class KnowledgeBasePage {

    private static final String SEARCH = "console/knowledge/search";
    private static final String ERASE = "console/knowledge/erase";
    private static final List<String> FORMATS =
            List.of("PDF", "DOCX", "PPTX", "XLSX", "HTML", "MARKDOWN", "TEXT", "CSV", "JSON", "EML");

    private final KnowledgeClient bases;
    private final DocumentClient documents;
    private final KnowledgeBaseHead heads;

    KnowledgeBasePage(KnowledgeClient bases, DocumentClient documents, KnowledgeBaseHead heads) {
        this.bases = bases;
        this.documents = documents;
        this.heads = heads;
    }

    /// The form that tries a search.
    ///
    /// @param tags separated by commas
    /// @param documents ids, separated by commas
    record SearchForm(
            @Nullable String q,
            @Nullable String tags,
            @Nullable String documents,
            @Nullable List<String> formats,
            @Nullable Integer topK) {

        private static final int RESULTS = 10;

        boolean isBlank() {
            return q == null || q.isBlank();
        }

        public int results() {
            return topK == null ? RESULTS : topK;
        }

        public boolean has(String format) {
            return formats != null && formats.contains(format);
        }

        Query query() {
            List<String> ids = KnowledgeBaseForm.list(documents);
            return new Query(
                    Objects.requireNonNullElse(q, "").strip(),
                    results(),
                    new Filter(
                            KnowledgeBaseForm.list(tags),
                            ids.isEmpty() ? null : ids,
                            Objects.requireNonNullElse(formats, List.of())));
        }
    }

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String overview(@PathVariable String name, Model model) {
        heads.load(name, KnowledgeBaseHead.OVERVIEW, model);
        model.addAttribute("index", bases.index(name));
        return "console/knowledge/overview";
    }

    @GetMapping("/search")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    ModelAndView search(@PathVariable String name, SearchForm form, Model model) {
        heads.load(name, KnowledgeBaseHead.SEARCH, model);
        model.addAttribute("form", form);
        model.addAttribute("formats", FORMATS);
        model.addAttribute("hits", null);
        if (form.isBlank()) {
            return new ModelAndView(SEARCH);
        }
        try {
            Result result = bases.search(name, form.query());
            model.addAttribute("hits", result.hits());
            model.addAttribute("reranking", result.reranking());
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(SEARCH, Map.of(), ofSearch(problem));
        }
        return new ModelAndView(SEARCH);
    }

    /// Returns the errors at the fields, which have shorter names than the members of the request.
    private static FormErrors ofSearch(ApiProblem problem) {
        Map<String, String> fields = new HashMap<>();
        problem.errors().forEach(error -> {
            String field = error.pointer().replaceFirst("^/(filter/)?", "").replaceFirst("/.*", "");
            fields.putIfAbsent(field.equals("query") ? "q" : field, error.message());
        });
        return new FormErrors(problem.title(), problem.detail(), fields, null);
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String form(@PathVariable String name, Model model) {
        ResponseEntity<KnowledgeBase> stored = bases.tagged(name);
        model.addAllAttributes(KnowledgeBasePages.shown(
                KnowledgeBaseForm.of(Objects.requireNonNull(stored.getBody())),
                name,
                Objects.requireNonNullElse(stored.getHeaders().getETag(), "")));
        return KnowledgeBasePages.FORM;
    }

    @PostMapping("/edit")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView save(@PathVariable String name, KnowledgeBaseForm form, @RequestParam String etag) {
        Map<String, Object> shown = KnowledgeBasePages.shown(form, name, etag);
        Optional<FormErrors> unreadable = form.unreadable();
        if (unreadable.isPresent()) {
            return Submission.again(KnowledgeBasePages.FORM, shown, unreadable.get());
        }
        try {
            bases.put(name, etag.isEmpty() ? null : etag, form.settings(false));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(KnowledgeBasePages.FORM, shown, KnowledgeBaseForm.errors(problem));
        }
        return Submission.redirect(
                KnowledgeBaseHead.page(name),
                new Submission.Flash(
                        "good",
                        "The settings are saved.",
                        "Readers apply at once. Other changes apply to versions that are ingested later.",
                        null));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String confirm(@PathVariable String name, Model model) {
        KnowledgeBase base = bases.get(name);
        long count = base.contents().documents();
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the knowledge base " + name + "?",
                        (count == 1 ? "Its document is" : "Its " + count + " documents are")
                                + " deleted with it, and no search finds them from then on. This cannot be undone.",
                        KnowledgeBaseHead.page(name) + "/delete",
                        "Delete",
                        true,
                        KnowledgeBaseHead.page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action(
                KnowledgeBaseHead.PATH, "The knowledge base " + name + " is deleted.", () -> bases.delete(name));
    }

    @GetMapping("/rebuild")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String confirmRebuild(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Rebuild the index of " + name + "?",
                        "The index is emptied and filled from the stored chunks. Searches wait for it meanwhile.",
                        KnowledgeBaseHead.page(name) + "/rebuild",
                        "Rebuild",
                        false,
                        KnowledgeBaseHead.page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/rebuild")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView rebuild(@PathVariable String name) {
        return Submission.action(
                KnowledgeBaseHead.page(name), "The index is being filled again.", () -> bases.rebuild(name));
    }

    @GetMapping("/erase")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String erasure(@PathVariable String name, Model model) {
        model.addAttribute("base", bases.get(name));
        model.addAttribute("subject", "");
        return ERASE;
    }

    @PostMapping("/erase")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView erase(@PathVariable String name, @RequestParam String subject) {
        Map<String, Object> shown = Map.of("base", bases.get(name), "subject", subject);
        String person = subject.strip();
        if (person.isEmpty()) {
            return Submission.again(ERASE, shown, FormErrors.at("subject", "is required"));
        }
        try {
            int deleted = documents.erase(name, person).deleted();
            return Submission.redirect(
                    KnowledgeBaseHead.page(name) + "/documents",
                    new Submission.Flash(
                            "good",
                            deleted == 1 ? "One document is deleted." : deleted + " documents are deleted.",
                            deleted == 0 ? "No document names this person among its subjects." : null,
                            null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(ERASE, shown, FormErrors.at("subject", "must have at most 200 characters"));
        }
    }
}
