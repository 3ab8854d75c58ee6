package io.plumbline.gateway.schema;

/// A schema that the gateway does not hold answers to: it is too large, goes round in circles, or says what
/// is not looked at here.
public final class UncheckableSchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param why goes on after `The schema …`; quotes nothing but keywords
    UncheckableSchemaException(String why) {
        super(why, null, false, false);
    }
}
