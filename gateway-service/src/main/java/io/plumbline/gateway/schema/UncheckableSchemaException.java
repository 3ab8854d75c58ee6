package io.plumbline.gateway.schema;

/// Thrown for a schema against which the gateway cannot validate answers: it is too large, cyclic, or uses
/// unsupported keywords.
public final class UncheckableSchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param why continues `The schema …`; quotes nothing except keywords
    UncheckableSchemaException(String why) {
        super(why, null, false, false);
    }
}
