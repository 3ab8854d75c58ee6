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

/// Makes a change in a transaction, numbered so that every replica follows it, and in force on this
/// replica before the caller has the answer.
@Component
public final class ConfigurationChanges {

    /// What an answer has beside what can be said of a thing.
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

    /// Makes a change that takes a name.
    ///
    /// @param nameConstraint the primary key that a name violates which is taken
    /// @throws ProblemException 404 when the name is taken by a team that the caller does not see
    public <T> T make(String nameConstraint, Supplier<T> change) {
        return named(nameConstraint, () -> make(change));
    }

    /// A thing as it is kept.
    ///
    /// @param revision what its entity tag names
    /// @param answer what is answered of it
    public record Kept(long revision, Object answer) {}

    /// What a change that takes a name would come to: it is made, so that all is refused that would be, and
    /// undone.
    ///
    /// @param present the thing as it is; empty where there is none
    /// @param change gives back the thing as it then is
    /// @throws ProblemException as when it is made
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

    /// What can be said of a thing, as its `PUT` takes it.
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
