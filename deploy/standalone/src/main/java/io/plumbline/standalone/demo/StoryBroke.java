package io.plumbline.standalone.demo;

/// A step was answered otherwise than the story tells. The stack goes on running, so that one can look.
public final class StoryBroke extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoryBroke(String message) {
        super(message);
    }

    StoryBroke(String message, Throwable cause) {
        super(message, cause);
    }
}
