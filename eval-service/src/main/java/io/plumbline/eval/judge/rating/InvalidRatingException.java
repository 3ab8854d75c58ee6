package io.plumbline.eval.judge.rating;

/// A judge's answer is not a valid rating. The message states the error without quoting the answer.
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
