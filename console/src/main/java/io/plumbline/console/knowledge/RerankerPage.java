package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.knowledge.RerankerClient.Reranker;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The provider that orders the results of a knowledge base's searches.
@Controller
@RequestMapping("/knowledge-bases/{base}/reranker")
class RerankerPage {

    private static final String PAGE = "console/knowledge/reranker";

    private final RerankerClient rerankers;
    private final KnowledgeClient bases;
    private final KnowledgeBaseHead heads;

    RerankerPage(RerankerClient rerankers, KnowledgeClient bases, KnowledgeBaseHead heads) {
        this.rerankers = rerankers;
        this.bases = bases;
        this.heads = heads;
    }

    private static String page(String base) {
        return KnowledgeBaseHead.page(base) + "/reranker";
    }

    /// The form of a reranker.
    ///
    /// @param apiKey empty keeps the stored one
    record Form(
            @Nullable String url,
            @Nullable String model,
            @Nullable String apiKey,
            @Nullable String timeoutMs,
            @Nullable String candidates) {

        static Form of(@Nullable Reranker stored) {
            return stored == null
                    ? new Form("", "", "", "2000", "50")
                    : new Form(
                            stored.url(),
                            stored.model(),
                            "",
                            String.valueOf(stored.timeoutMs()),
                            String.valueOf(stored.candidates()));
        }

        /// Returns the errors of fields that cannot be read; empty if there are none.
        Optional<FormErrors> unreadable() {
            Map<String, String> fields = new LinkedHashMap<>();
            check("timeoutMs", timeoutMs, fields);
            check("candidates", candidates, fields);
            return fields.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FormErrors("Check the form", "", fields, null));
        }

        private static void check(String field, @Nullable String value, Map<String, String> fields) {
            if (!given(value).matches("[0-9]{0,9}")) {
                fields.put(field, "must be a number");
            }
        }

        RerankerClient.Settings settings() {
            return new RerankerClient.Settings(
                    given(url),
                    given(model),
                    given(apiKey).isEmpty() ? null : given(apiKey),
                    number(timeoutMs),
                    number(candidates));
        }

        private static @Nullable Integer number(@Nullable String value) {
            return given(value).isEmpty() ? null : Integer.valueOf(given(value));
        }

        private static String given(@Nullable String value) {
            return Objects.requireNonNullElse(value, "").strip();
        }

        /// Omits the key.
        @Override
        public String toString() {
            return "Form[]";
        }
    }

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String show(@PathVariable String base, Model model) {
        heads.load(base, KnowledgeBaseHead.RERANKER, model);
        ResponseEntity<Reranker> stored = stored(base);
        Reranker reranker = stored == null ? null : stored.getBody();
        model.addAttribute("reranker", reranker);
        model.addAttribute("form", Form.of(reranker));
        model.addAttribute(
                "etag",
                stored == null
                        ? ""
                        : Objects.requireNonNullElse(stored.getHeaders().getETag(), ""));
        return PAGE;
    }

    private @Nullable ResponseEntity<Reranker> stored(String base) {
        try {
            return rerankers.get(base);
        } catch (ApiProblem problem) {
            if (problem.status() == HttpStatus.NOT_FOUND.value()) {
                return null;
            }
            throw problem;
        }
    }

    @PostMapping
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    ModelAndView save(@PathVariable String base, Form form, @RequestParam String etag, Model model) {
        heads.load(base, KnowledgeBaseHead.RERANKER, model);
        ResponseEntity<Reranker> stored = stored(base);
        model.addAttribute("reranker", stored == null ? null : stored.getBody());
        model.addAttribute("form", form);
        model.addAttribute("etag", etag);
        Optional<FormErrors> unreadable = form.unreadable();
        return unreadable
                .map(errors -> Submission.again(PAGE, Map.of(), errors))
                .orElseGet(() -> Submission.of(PAGE, Map.of(), "The reranker is stored.", () -> {
                    rerankers.put(base, etag.isEmpty() ? null : etag, form.settings());
                    return page(base);
                }));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String confirm(@PathVariable String base, Model model) {
        KnowledgeBase owner = bases.get(base);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the reranker of " + owner.name() + "?",
                        "Results then have the order of the search, also in routes with this knowledge base.",
                        page(base) + "/delete",
                        "Delete",
                        true,
                        page(base),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView delete(@PathVariable String base) {
        return Submission.action(page(base), "The reranker is deleted.", () -> rerankers.delete(base));
    }
}
