package io.plumbline.kit.document;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.ResourcePermissions.Access;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;

/// The handlers that all kinds of document share. A kind's controller extends it, names its permissions
/// ([io.plumbline.kit.security.ResourcePermissions]) and adds the `GET` of one document, which may take parameters.
///
/// @param <Q> the body of its `PUT`
/// @param <A> its responses
public abstract class NamedDocumentController<D extends Record, Q, A> {

    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final String path;
    private final NamedDocuments<D> documents;
    private final DocumentRules<D, Q, A> rules;

    /// @param path of the list, such as `/api/v1/limits`
    protected NamedDocumentController(String path, NamedDocuments<D> documents, DocumentRules<D, Q, A> rules) {
        this.path = path;
        this.documents = documents;
        this.rules = rules;
    }

    @PutMapping("/{name}")
    @MayCreate
    @Access(Access.Kind.WRITE)
    ResponseEntity<A> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Q request) {
        NamedDocument<D> stored = documents.put(rules.decided(name, request, ifMatch), ifMatch);
        boolean created = stored.revision() == 0;
        return answer(created ? ResponseEntity.created(URI.create(path + "/" + name)) : ResponseEntity.ok(), stored);
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @Access(Access.Kind.WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody Q request) {
        return documents.diff(rules.draft(name, request));
    }

    @GetMapping
    @Access(Access.Kind.READ)
    Page<A> list(@Valid @ParameterObject Paging paging) {
        Page<NamedDocument<D>> page = documents.page(paging, rules.listed());
        return new Page<>(rules.responses(page.items()), page.nextCursor());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(Access.Kind.WRITE)
    void remove(@PathVariable @Pattern(regexp = NAME) String name) {
        rules.remove(name, documents);
    }

    /// Answers with the document of this name.
    protected final ResponseEntity<A> found(String name) {
        return answer(documents.get(name));
    }

    protected final ResponseEntity<A> answer(NamedDocument<D> document) {
        return answer(ResponseEntity.ok(), document);
    }

    private ResponseEntity<A> answer(ResponseEntity.BodyBuilder answer, NamedDocument<D> document) {
        return answer.eTag(EntityTags.of(document.revision()))
                .body(rules.responses(List.of(document)).getFirst());
    }
}
