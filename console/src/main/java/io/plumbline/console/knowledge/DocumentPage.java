package io.plumbline.console.knowledge;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.audit.AuditClient;
import io.plumbline.console.audit.EventSentences;
import io.plumbline.console.knowledge.DocumentClient.Chunk;
import io.plumbline.console.knowledge.DocumentClient.Document;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.page.download.FileDownload;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A document: its versions, findings, chunks and history, and the decision about a quarantined version.
@Controller
@RequestMapping("/knowledge-bases/{name}/documents/{id}")
class DocumentPage {

    private static final int CHUNKS = 50;
    private static final int EVENTS = 20;

    private final DocumentClient documents;
    private final KnowledgeClient bases;
    private final AuditClient audit;
    private final ActorNames names;
    private final FileDownload download;
    private final Parts parts;

    DocumentPage(
            DocumentClient documents,
            KnowledgeClient bases,
            AuditClient audit,
            ActorNames names,
            FileDownload download,
            Parts parts) {
        this.documents = documents;
        this.bases = bases;
        this.audit = audit;
        this.names = names;
        this.download = download;
        this.parts = parts;
    }

    /// An event of the document.
    record Change(UUID event, @Nullable Instant time, String sentence) {}

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    String show(
            @PathVariable String name,
            @PathVariable String id,
            Model model,
            @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<List<Change>> history = history(name, id);
        Parts.Loading<Page<Chunk>> chunks = parts.load(() -> documents.chunks(name, id, CHUNKS, cursor));
        Document document = load(name, id, model);
        model.addAttribute("history", history.get());
        model.addAttribute(
                "uploader",
                names.of(List.of(document.createdBy().id()))
                        .getOrDefault(
                                document.createdBy().id(), document.createdBy().id()));
        show(chunks.get(), page(name, id), cursor, model);
        return "console/knowledge/document";
    }

    private Document load(String name, String id, Model model) {
        Document document = documents.get(name, id);
        KnowledgeBase base = bases.get(name);
        model.addAttribute("base", base);
        model.addAttribute("document", document);
        model.addAttribute("mayWrite", Callers.current().may(Permission.KNOWLEDGE_WRITE, base.team()));
        model.addAttribute("mayRelease", Callers.current().may(Permission.KNOWLEDGE_RELEASE, base.team()));
        return document;
    }

    private static void show(LoadedPart<Page<Chunk>> chunks, String address, @Nullable String cursor, Model model) {
        Page<Chunk> page = chunks.value();
        model.addAttribute("chunks", chunks);
        model.addAttribute("pager", page == null ? new Pager(null, null) : Pager.of(page, address, cursor));
    }

    private Parts.Loading<List<Change>> history(String name, String id) {
        if (Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty()) {
            return () -> new LoadedPart<>(null, null, true);
        }
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("resource", "document:" + name + "/" + id);
        filters.set("limit", Integer.toString(EVENTS));
        return parts.load(() -> changes(audit.events(filters).items()));
    }

    private List<Change> changes(List<AuditClient.Event> events) {
        Map<String, String> known = names.of(events.stream()
                .flatMap(event -> Stream.ofNullable(event.actor()))
                .map(AuditClient.Actor::id)
                .toList());
        return events.stream()
                .map(event -> new Change(event.id(), event.time(), EventSentences.of(event, known)))
                .toList();
    }

    /// Shows the quarantined version to the person who decides.
    @GetMapping("/quarantine")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    String review(
            @PathVariable String name,
            @PathVariable String id,
            Model model,
            @RequestParam(required = false) @Nullable String cursor) {
        load(name, id, model);
        show(
                Parts.now(() -> documents.quarantined(name, id, CHUNKS, cursor)),
                page(name, id) + "/quarantine",
                cursor,
                model);
        return "console/knowledge/review";
    }

    @GetMapping("/release")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    String confirmRelease(@PathVariable String name, @PathVariable String id, Model model) {
        return confirm(
                model,
                "Release " + id + "?",
                "Searches find this version from then on, and its text reaches models. Release it only if the text gives"
                        + " no instructions to a model.",
                page(name, id) + "/release",
                "Release",
                page(name, id) + "/quarantine");
    }

    @PostMapping("/release")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    ModelAndView release(@PathVariable String name, @PathVariable String id) {
        return Submission.action(
                page(name, id), "The version is released. Searches find it.", () -> documents.release(name, id));
    }

    @GetMapping("/discard")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    String confirmDiscard(@PathVariable String name, @PathVariable String id, Model model) {
        return confirm(
                model,
                "Discard the quarantined version of " + id + "?",
                "Its text is deleted. An earlier version stays searchable.",
                page(name, id) + "/discard",
                "Discard",
                page(name, id) + "/quarantine");
    }

    @PostMapping("/discard")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    ModelAndView discard(@PathVariable String name, @PathVariable String id) {
        return Submission.action(page(name, id), "The version is discarded.", () -> documents.discard(name, id));
    }

    @PostMapping("/retry")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView retry(@PathVariable String name, @PathVariable String id) {
        return Submission.action(page(name, id), "The ingestion begins again.", () -> documents.retry(name, id));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    String confirmDeletion(@PathVariable String name, @PathVariable String id, Model model) {
        return confirm(
                model,
                "Delete the document " + documents.get(name, id).id() + "?",
                "All its versions and chunks are deleted, and no search finds it from then on. This cannot be undone.",
                page(name, id) + "/delete",
                "Delete",
                page(name, id));
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ModelAndView delete(@PathVariable String name, @PathVariable String id) {
        return Submission.action(
                KnowledgeBaseHead.page(name) + "/documents",
                "The document " + id + " is deleted.",
                () -> documents.delete(name, id));
    }

    /// The audit log has each download.
    @GetMapping("/original")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    void original(@PathVariable String name, @PathVariable String id, HttpServletResponse response) {
        download.send(
                RemoteService.REGISTRY,
                "/api/v1/knowledge-bases/{name}/documents/{id}/original",
                Map.of("name", name, "id", id),
                MediaType.APPLICATION_OCTET_STREAM,
                documents.get(name, id).newest().file().name(),
                response);
    }

    private static String confirm(Model model, String title, String text, String action, String button, String cancel) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(title, text, action, button, !button.equals("Release"), cancel, Map.of(), false));
        return Confirmation.VIEW;
    }

    private static String page(String name, String id) {
        return KnowledgeBaseHead.page(name) + "/documents/" + id;
    }
}
