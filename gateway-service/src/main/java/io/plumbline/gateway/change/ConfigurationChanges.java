package io.plumbline.gateway.change;

import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a change in a transaction, numbered so that every replica follows it, and in force on this
/// replica before the caller has the answer.
@Component
public final class ConfigurationChanges {

    private final TransactionTemplate transactions;
    private final Changes changes;
    private final ApplicationEventPublisher events;

    ConfigurationChanges(
            PlatformTransactionManager transactionManager, Changes changes, ApplicationEventPublisher events) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.changes = changes;
        this.events = events;
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
        try {
            return make(change);
        } catch (DataIntegrityViolationException e) {
            if (e.getCause() instanceof ConstraintViolationException violation
                    && nameConstraint.equals(violation.getConstraintName())) {
                throw RequestProblem.NOT_FOUND.because("This name is taken in this installation: choose another.");
            }
            throw e;
        }
    }
}
