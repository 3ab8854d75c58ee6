package io.plumbline.kit.document;

import io.plumbline.kit.audit.AuditAction;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Stores one kind of named document. Every change is one transaction: it locks the document, checks its tag and
/// team, applies the kind's rules and writes the audit event. The database limits what is visible to the caller's
/// teams. Thread-safe.
public final class NamedDocuments<D extends Record> {

    /// Members that responses have and requests do not.
    private static final List<String> OF_RESPONSES = List.of("name", "createdAt", "updatedAt");

    private final DocumentKind<D> kind;
    private final Documents with;
    private final DocumentTable<D> table;

    NamedDocuments(DocumentKind<D> kind, Documents with) {
        this.kind = kind;
        this.with = with;
        this.table = new DocumentTable<>(with.jdbc(), kind.table(), kind.type());
    }

    /// Creates or replaces a document. The revision of a new one is 0.
    ///
    /// @throws ProblemException 404 if the name belongs to a team that the caller does not see; 409 if the document
    ///     would change its team; 412 for a stale `ifMatch`; and what the draft throws
    public NamedDocument<D> put(DocumentDraft<D> draft, @Nullable String ifMatch) {
        return with.writes().make(() -> store(draft, held(draft.name()).orElse(null), ifMatch));
    }

    /// Returns what [#put] would change: makes the change, so that all validation applies, and rolls it back.
    ///
    /// @throws ProblemException as [#put]
    public DocumentDiff diff(DocumentDraft<D> draft) {
        return with.transactions().execute(transaction -> {
            transaction.setRollbackOnly();
            NamedDocument<D> before = held(draft.name()).orElse(null);
            ObjectNode after = json(store(draft, before, null));
            return before == null
                    ? DocumentDiff.of(0, null, after)
                    : DocumentDiff.of(
                            Math.toIntExact(before.revision() + 1),
                            EntityTags.of(before.revision()),
                            json(before),
                            after);
        });
    }

    private NamedDocument<D> store(
            DocumentDraft<D> draft, @Nullable NamedDocument<D> present, @Nullable String ifMatch) {
        NamedDocument.checkTag(ifMatch, present);
        if (present != null && !present.team().equals(draft.team())) {
            throw RequestProblem.CONFLICT.because(
                    "A %s cannot change its team. Create another %s.".formatted(kind.noun(), kind.noun()));
        }
        D next = draft.next().of(present);
        NamedDocument<D> stored;
        if (present == null) {
            Instant now = with.clock().instant();
            stored = new NamedDocument<>(draft.name(), draft.team(), next, now, now, 0);
            if (!table.insert(stored)) {
                throw RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
            }
            with.trail().append(draft.event().apply(event(kind.events().created(), null, stored)));
        } else {
            stored = replace(present, next, draft.event());
        }
        draft.then().run();
        return stored;
    }

    /// Replaces a locked document in the current transaction.
    public NamedDocument<D> replace(NamedDocument<D> present, D next) {
        return replace(present, next, event -> event);
    }

    private NamedDocument<D> replace(NamedDocument<D> present, D next, UnaryOperator<AuditEntry> event) {
        NamedDocument<D> replaced = present.with(next, with.clock().instant());
        table.update(replaced);
        with.trail().append(event.apply(event(kind.events().changed(), present, replaced)));
        return replaced;
    }

    /// Removes a document.
    ///
    /// @param check refuses the removal of the locked document
    /// @param then runs in the same transaction, after the removal
    /// @throws ProblemException 404; and what the check throws
    public void remove(String name, Consumer<NamedDocument<D>> check, Runnable then) {
        with.writes().make(() -> {
            NamedDocument<D> document = held(name).orElseThrow(this::missing);
            check.accept(document);
            table.delete(document);
            with.trail().append(event(kind.events().removed(), document, null));
            then.run();
            return Boolean.TRUE;
        });
    }

    private AuditEntry event(AuditAction action, @Nullable NamedDocument<D> before, @Nullable NamedDocument<D> after) {
        NamedDocument<D> subject = Objects.requireNonNull(after == null ? before : after);
        String team = subject.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : subject.team();
        AuditEntry entry = AuditEntry.of(action, team, kind.events().resourceType(), subject.name());
        for (Map.Entry<String, Object> fact :
                kind.events().facts().apply(subject).entrySet()) {
            entry = entry.with(fact.getKey(), fact.getValue());
        }
        return DocumentChanges.tell(
                entry, before == null ? null : audited(before), after == null ? null : audited(after));
    }

    private ObjectNode json(NamedDocument<D> document) {
        ObjectNode body = with.json().valueToTree(kind.body().apply(document));
        return body.remove(OF_RESPONSES);
    }

    private ObjectNode audited(NamedDocument<D> document) {
        ObjectNode body = with.json().valueToTree(kind.audited().apply(document));
        return body.remove(OF_RESPONSES);
    }

    /// Returns the document, locked until the current transaction ends.
    public Optional<NamedDocument<D>> lock(String name) {
        return table.lock(name);
    }

    /// Returns the document, locked if the caller may change it.
    private Optional<NamedDocument<D>> held(String name) {
        return table.lock(name).or(() -> table.find(name));
    }

    public Optional<NamedDocument<D>> find(String name) {
        return table.find(name);
    }

    /// @throws ProblemException 404
    public NamedDocument<D> get(String name) {
        return find(name).orElseThrow(this::missing);
    }

    public ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No " + kind.noun() + " has this name.");
    }

    /// Returns documents by name.
    ///
    /// @param among their names; null for any
    public Page<NamedDocument<D>> page(Paging paging, @Nullable Collection<String> among) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(table.after(after, among, paging.size() + 1), paging, document -> Cursor.of(document.name()));
    }

    public List<NamedDocument<D>> all() {
        return table.all();
    }

    public long count() {
        return table.count();
    }
}
