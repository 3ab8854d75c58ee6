package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.kit.web.Uploads;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.knowledge.DocumentState;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The documents of knowledge bases.
@RestController
@RequestMapping(DocumentController.PATH)
class DocumentController {

    static final String PATH = "/api/v1/knowledge-bases/{name}/documents";

    private final DocumentCatalog documents;
    private final DocumentIntake intake;
    private final Quarantine quarantine;
    private final Pseudonyms pseudonyms;

    DocumentController(DocumentCatalog documents, DocumentIntake intake, Quarantine quarantine, Pseudonyms pseudonyms) {
        this.documents = documents;
        this.intake = intake;
        this.quarantine = quarantine;
        this.pseudonyms = pseudonyms;
    }

    @Bean
    static Uploads documentUploads() {
        return Uploads.at(PATH);
    }

    /// The result of an erasure.
    ///
    /// @param deleted number of documents
    record Erasure(int deleted) {}

    /// Uploads a document, or the next version of one, of up to 200 MB. It is ingested in the background: follow
    /// `newest.state`. An earlier version is found until the next one replaces it.
    @PostMapping
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = DocumentUpload.class)))
    ResponseEntity<DocumentResponse> upload(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @Parameter(hidden = true) @Valid @ModelAttribute DocumentUpload upload) {
        StoredDocument document = intake.upload(name, upload);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/knowledge-bases/" + name + "/documents/" + document.externalId()))
                .body(DocumentResponse.from(document));
    }

    /// Lists documents by id.
    ///
    /// @param state of the newest version; `FAILED` lists those that can be tried again
    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    Page<DocumentResponse> list(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable DocumentState state,
            @Valid @ParameterObject Paging paging) {
        return documents.page(name, state, paging).map(DocumentResponse::from);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    DocumentResponse get(@PathVariable String name, @PathVariable String id) {
        return DocumentResponse.from(documents.get(name, id));
    }

    /// Lists the chunks of the live version in order, if the caller is among the document's readers.
    @GetMapping("/{id}/chunks")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    Page<StoredChunk> chunks(
            @PathVariable String name, @PathVariable String id, @Valid @ParameterObject Paging paging) {
        return documents.chunks(name, id, paging);
    }

    /// Deletes a document. No search finds it from now on.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    void delete(@PathVariable String name, @PathVariable String id) {
        documents.delete(name, id);
    }

    /// Deletes all documents about a person. No search finds them from now on.
    ///
    /// @param subject the id of the person, as in the uploads
    @DeleteMapping
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    Erasure erase(@PathVariable String name, @RequestParam @Size(max = 200) @Pattern(regexp = "\\S.*") String subject) {
        return new Erasure(documents.deleteAbout(name, pseudonyms.of(subject)));
    }

    /// Tries a document in state `FAILED` again.
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    DocumentResponse retry(@PathVariable String name, @PathVariable String id) {
        return DocumentResponse.from(intake.retry(name, id));
    }

    /// Lists the chunks of a quarantined version, for the person who decides about it.
    @GetMapping("/{id}/quarantine")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    Page<StoredChunk> quarantined(
            @PathVariable String name, @PathVariable String id, @Valid @ParameterObject Paging paging) {
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(-1);
        return Page.of(
                quarantine.chunks(name, id, after, paging.size() + 1), paging, chunk -> Cursor.of(chunk.ordinal()));
    }

    /// Downloads the file of the newest version as it was uploaded, with all personal data, if the knowledge base
    /// keeps originals. The audit log has each download.
    @GetMapping(path = "/{id}/original", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    ResponseEntity<InputStreamResource> original(@PathVariable String name, @PathVariable String id) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .body(new InputStreamResource(documents.original(name, id)));
    }

    /// Releases a quarantined version: a search finds it from now on.
    @PostMapping("/{id}/release")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    DocumentResponse release(@PathVariable String name, @PathVariable String id) {
        return DocumentResponse.from(quarantine.release(name, id));
    }

    /// Discards a quarantined version. An earlier version stays live.
    @PostMapping("/{id}/discard")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    DocumentResponse discard(@PathVariable String name, @PathVariable String id) {
        return DocumentResponse.from(quarantine.discard(name, id));
    }
}
