package io.plumbline.kit.document;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is particular to the API of a kind.
///
/// @param <Q> the body of its `PUT`
/// @param <A> its responses
public interface DocumentRules<D extends Record, Q, A> {

    /// Checks a request, before any transaction.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException if it is not allowed
    DocumentDraft<D> draft(String name, Q request);

    /// Checks a request that is to be stored, not only previewed. May call other services.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException if it is not allowed
    default DocumentDraft<D> decided(String name, Q request, @Nullable String ifMatch) {
        return draft(name, request);
    }

    /// Returns the names of the documents that the caller may list; null for any that it sees.
    default @Nullable Collection<String> listed() {
        return null;
    }

    /// Removes a document.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404; or if something protects it
    default void remove(String name, NamedDocuments<D> documents) {
        documents.remove(name, _ -> {}, () -> {});
    }

    /// Returns the responses of documents, in the same order.
    List<A> responses(List<NamedDocument<D>> documents);
}
