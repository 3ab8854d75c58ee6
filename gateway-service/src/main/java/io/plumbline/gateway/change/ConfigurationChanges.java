package io.plumbline.gateway.change;

import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes numbered configuration changes in transactions. Every replica follows the numbers. On this replica a
/// change is effective before the caller receives the response.
@Component
public final class ConfigurationChanges {

    /// Members that responses have and requests do not.
    private static final List<String> OF_ANSWERS = List.of("name", "createdAt", "updatedAt");

    private final TransactionTemplate transactions;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    ConfigurationChanges(
            PlatformTransactionManager transactionManager,
            Changes changes,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.changes = changes;
        this.events = events;
        this.json = json;
    }

    /// Makes a change.
    public <T> T make(Supplier<T> change) {
        T result = transactions.execute(_ -> {
            T made = change.get();
            changes.next();
            return made;
        });
        events.publishEvent(new ConfigurationChanged());
        return result;
    }

    /// Makes a change that claims a name.
    ///
    /// @param nameConstraint the primary key that a taken name violates
    /// @throws ProblemException 404 if the name belongs to a team that the caller cannot see
    public <T> T make(String nameConstraint, Supplier<T> change) {
        return named(nameConstraint, () -> make(change));
    }

    /// A stored document.
    ///
    /// @param revision the version in its entity tag
    /// @param answer its response body
    public record Kept(long revision, Object answer) {}

    /// Previews a change that claims a name: makes the change, so that all validation applies, and rolls it back.
    ///
    /// @param present the current document; empty if there is none
    /// @param change returns the changed document
    /// @throws ProblemException as when the change is made
    public DocumentDiff preview(String nameConstraint, Supplier<Optional<Kept>> present, Supplier<Kept> change) {
        return named(
                nameConstraint,
                () -> transactions.execute(transaction -> {
                    transaction.setRollbackOnly();
                    Kept before = present.get().orElse(null);
                    ObjectNode was = before == null ? null : document(before); // before it is changed in place
                    ObjectNode is = document(change.get());
                    return before == null
                            ? DocumentDiff.of(0, null, is)
                            : DocumentDiff.of(
                                    Math.toIntExact(before.revision() + 1), EntityTags.of(before.revision()), was, is);
                }));
    }

    /// Returns the document as its `PUT` accepts it.
    public ObjectNode document(Kept kept) {
        ObjectNode document = json.valueToTree(kept.answer());
        return document.remove(OF_ANSWERS);
    }

    private static <T> T named(String nameConstraint, Supplier<T> work) {
        try {
            return work.get();
        } catch (DataIntegrityViolationException e) {
            if (e.getCause() instanceof ConstraintViolationException violation
                    && nameConstraint.equals(violation.getConstraintName())) {
                throw RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
            }
            throw e;
        }
    }
}
