package io.plumbline.gateway.document;

import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Answers the requests to a kind of document. Its controller declares the handlers, with their permissions.
///
/// @param <Q> the body of its `PUT`
/// @param <A> its responses
public final class DocumentResource<D extends Record, Q, A> {

    private final String path;
    private final NamedDocuments<D> documents;
    private final DocumentRules<D, Q, A> rules;

    /// @param path of the list, such as `/api/v1/limits`
    public DocumentResource(String path, NamedDocuments<D> documents, DocumentRules<D, Q, A> rules) {
        this.path = path;
        this.documents = documents;
        this.rules = rules;
    }

    /// Creates or replaces a document.
    public ResponseEntity<A> put(String name, Q request, @Nullable String ifMatch) {
        NamedDocument<D> stored = documents.put(rules.decided(name, request, ifMatch), ifMatch);
        boolean created = stored.revision() == 0;
        return answer(created ? ResponseEntity.created(URI.create(path + "/" + name)) : ResponseEntity.ok(), stored);
    }

    /// Returns what [#put] would change. Stores nothing.
    public DocumentDiff diff(String name, Q request) {
        return documents.diff(rules.draft(name, request));
    }

    public ResponseEntity<A> get(String name) {
        return answer(documents.get(name));
    }

    public ResponseEntity<A> answer(NamedDocument<D> document) {
        return answer(ResponseEntity.ok(), document);
    }

    private ResponseEntity<A> answer(ResponseEntity.BodyBuilder answer, NamedDocument<D> document) {
        return answer.eTag(EntityTags.of(document.revision()))
                .body(rules.responses(List.of(document)).getFirst());
    }

    /// Returns documents by name.
    public Page<A> page(Paging paging) {
        return answer(documents.page(paging, null));
    }

    public Page<A> answer(Page<NamedDocument<D>> page) {
        return new Page<>(rules.responses(page.items()), page.nextCursor());
    }

    public void remove(String name) {
        documents.remove(name);
    }
}
