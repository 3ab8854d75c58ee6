package io.plumbline.eval.gate.judging;

/// The rubric of a gate's judge does not exist.
public final class UnknownRubricException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRubricException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
