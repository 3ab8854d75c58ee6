package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.knowledge.DocumentClient.Document;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The documents of a knowledge base, those in quarantine, and the form that uploads some.
@Controller
@RequestMapping("/knowledge-bases/{name}")
class DocumentPages {

    private static final int PAGE = 50;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final String UPLOAD = "console/knowledge/upload";
    private static final List<String> STATES =
            List.of("QUEUED", "EXTRACTING", "INDEXED", "QUARANTINED", "REJECTED", "FAILED");

    private final DocumentClient documents;
    private final KnowledgeClient bases;
    private final KnowledgeBaseHead heads;

    DocumentPages(DocumentClient documents, KnowledgeClient bases, KnowledgeBaseHead heads) {
        this.documents = documents;
        this.bases = bases;
        this.heads = heads;
    }

    /// A file that was refused.
    record FileFault(String file, String message) {}

    @GetMapping("/documents")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String list(
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor) {
        String filter = state != null && STATES.contains(state) ? state : null;
        heads.load(name, KnowledgeBaseHead.DOCUMENTS, model);
        show(name, filter, "/documents", cursor, model);
        model.addAttribute("state", filter);
        model.addAttribute("states", STATES);
        return "console/knowledge/documents";
    }

    @GetMapping("/quarantine")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String quarantine(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        heads.load(name, KnowledgeBaseHead.QUARANTINE, model);
        show(name, "QUARANTINED", "/quarantine", cursor, model);
        return "console/knowledge/quarantine";
    }

    private void show(String name, @Nullable String state, String tab, @Nullable String cursor, Model model) {
        Page<Document> page = documents.list(name, state, PAGE, cursor);
        String address = UriComponentsBuilder.fromPath(KnowledgeBaseHead.page(name) + tab)
                .queryParam("state", Objects.requireNonNullElse(state, ""))
                .build()
                .encode()
                .toUriString();
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, address, cursor));
        model.addAttribute("address", cursor == null ? address : address + "&cursor=" + cursor);
    }

    /// @param id of the document that gets its next version; null for new documents
    @GetMapping("/upload")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String form(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String id) {
        UploadForm form = UploadForm.of("", List.of(), List.of());
        if (id != null) {
            Document document = documents.get(name, id);
            form = UploadForm.of(
                    document.id(), document.tags(), Objects.requireNonNullElse(document.readers(), List.of()));
        }
        model.addAllAttributes(shown(bases.get(name), form));
        return UPLOAD;
    }

    /// Uploads each file. Files that are refused do not keep the others from being stored.
    @PostMapping("/upload")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView upload(
            @PathVariable String name,
            UploadForm form,
            @RequestParam(required = false) @Nullable List<MultipartFile> files) {
        Map<String, Object> shown = shown(bases.get(name), form);
        List<MultipartFile> sent = Objects.requireNonNullElse(files, List.<MultipartFile>of()).stream()
                .filter(file -> !Objects.requireNonNullElse(file.getOriginalFilename(), "")
                        .isEmpty())
                .toList();
        if (sent.isEmpty()) {
            return Submission.again(UPLOAD, shown, FormErrors.at("files", "are required"));
        }
        if (sent.size() > 1 && form.hasId()) {
            return Submission.again(UPLOAD, shown, FormErrors.at("id", "can only be set for a single file"));
        }
        List<FileFault> faults = new ArrayList<>();
        for (MultipartFile file : sent) {
            try {
                documents.upload(name, form.parts(file));
            } catch (ApiProblem problem) {
                if (!problem.errors().isEmpty()) {
                    return Submission.again(UPLOAD, shown, FormErrors.of(problem));
                }
                if (!problem.isAboutTheRequest() && problem.status() != UNSUPPORTED_MEDIA_TYPE) {
                    throw problem;
                }
                faults.add(new FileFault(String.valueOf(file.getOriginalFilename()), problem.detail()));
            }
        }
        int stored = sent.size() - faults.size();
        if (!faults.isEmpty()) {
            shown.put("faults", faults);
            String message = faults.size() == 1 ? "A file was refused" : faults.size() + " files were refused";
            return Submission.again(UPLOAD, shown, new FormErrors(message, of(stored), Map.of(), null));
        }
        return Submission.redirect(
                KnowledgeBaseHead.page(name) + "/documents", new Submission.Flash("good", of(stored), null, null));
    }

    private static String of(int stored) {
        return switch (stored) {
            case 0 -> "No file was stored.";
            case 1 -> "One file is stored. Its ingestion runs in the background.";
            default -> stored + " files are stored. Their ingestion runs in the background.";
        };
    }

    private static Map<String, Object> shown(KnowledgeBase base, UploadForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("base", base);
        shown.put("form", form);
        shown.put("faults", List.of());
        return shown;
    }
}
