package io.plumbline.eval.gate;

/// The gate can never run as it was asked for.
final class UnrunnableGateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnrunnableGateException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
