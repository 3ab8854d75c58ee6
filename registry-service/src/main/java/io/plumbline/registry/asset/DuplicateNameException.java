package io.plumbline.registry.asset;

import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;

/// The name of a new thing is taken, perhaps by a team that the caller does not see. Ends the transaction.
public final class DuplicateNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DuplicateNameException() {
        super("the name is taken", null, false, false);
    }

    /// Whether the named constraint was violated, which keeps the names of a kind of thing apart.
    public static boolean isCauseOf(DataIntegrityViolationException e, String constraint) {
        return e.getCause() instanceof ConstraintViolationException violation
                && constraint.equals(violation.getConstraintName());
    }
}
