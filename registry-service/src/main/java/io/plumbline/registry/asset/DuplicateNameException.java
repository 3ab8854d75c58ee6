package io.plumbline.registry.asset;

import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;

/// The name of a new resource is taken, possibly by a team that the caller cannot see. Aborts the transaction.
public final class DuplicateNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DuplicateNameException() {
        super("the name is taken", null, false, false);
    }

    /// Whether the named unique constraint was violated.
    public static boolean isCauseOf(DataIntegrityViolationException e, String constraint) {
        return e.getCause() instanceof ConstraintViolationException violation
                && constraint.equals(violation.getConstraintName());
    }
}
