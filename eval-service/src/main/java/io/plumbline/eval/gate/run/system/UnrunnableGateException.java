package io.plumbline.eval.gate.run.system;

/// The gate can never run as requested.
public final class UnrunnableGateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnrunnableGateException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
