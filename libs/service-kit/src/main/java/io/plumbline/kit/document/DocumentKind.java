package io.plumbline.kit.document;

import io.plumbline.kit.audit.AuditAction;
import java.util.Map;
import java.util.function.Function;

/// Describes a kind of document.
///
/// @param noun its name in problems, such as `limit`
/// @param table that stores it: `name`, `team`, `created_at`, `updated_at`, `revision`, and a column for each
///     component of the type
/// @param events of its changes
/// @param body returns the document as its `PUT` accepts it, if wanted with its name and times
/// @param audited returns the document as its events describe it: without personal data and secret addresses
public record DocumentKind<D extends Record>(
        String noun,
        String table,
        Class<D> type,
        Events<D> events,
        Function<NamedDocument<D>, Object> body,
        Function<NamedDocument<D>, Object> audited) {

    /// Creates a kind whose events describe the whole document.
    public DocumentKind(
            String noun, String table, Class<D> type, Events<D> events, Function<NamedDocument<D>, Object> body) {
        this(noun, table, type, events, body, body);
    }

    /// The audit events of a kind. They also carry digests of the document before and after, and the difference.
    ///
    /// @param resourceType such as `rate-limit`
    /// @param facts returns the attributes of a document's events
    public record Events<D extends Record>(
            String resourceType,
            AuditAction created,
            AuditAction changed,
            AuditAction removed,
            Function<NamedDocument<D>, Map<String, Object>> facts) {}
}
