package io.plumbline.kit.document;

import io.plumbline.kit.audit.AuditEntry;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A document to create or replace.
///
/// @param next returns the document to store
/// @param event adds to the event
/// @param then runs in the same transaction, after the document is stored
public record DocumentDraft<D extends Record>(
        String name, String team, Next<D> next, UnaryOperator<AuditEntry> event, Runnable then) {

    /// Decides what to store, in the transaction that stores it.
    @FunctionalInterface
    public interface Next<D extends Record> {

        /// @param present locked; null if there is none. The caller's team owns it, and its tag matches
        /// @throws io.plumbline.kit.problem.ProblemException if the change is not allowed
        D of(@Nullable NamedDocument<D> present);
    }

    public DocumentDraft(String name, String team, Next<D> next) {
        this(name, team, next, event -> event, () -> {});
    }

    public DocumentDraft<D> event(UnaryOperator<AuditEntry> more) {
        return new DocumentDraft<>(name, team, next, more, then);
    }

    public DocumentDraft<D> then(Runnable more) {
        return new DocumentDraft<>(name, team, next, event, more);
    }
}
