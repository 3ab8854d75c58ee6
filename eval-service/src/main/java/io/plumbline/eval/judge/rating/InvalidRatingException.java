package io.plumbline.eval.judge.rating;

/// A judge's answer that is no verdict. The message says what is wrong, without anything of the answer.
final class InvalidRatingException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidRatingException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
