package io.plumbline.eval.judge.verdict;

/// A judge's answer that is no verdict. The message says what is wrong, without anything of the answer.
final class InvalidVerdictException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidVerdictException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
