package io.plumbline.eval.trial;

/// The trial can never run as requested.
public final class UnrunnableTrialException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnrunnableTrialException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
