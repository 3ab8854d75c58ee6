package io.plumbline.standalone.demo.api;

/// Thrown when a step's response differs from the story. The stack keeps running for inspection.
public final class StoryBroke extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoryBroke(String message) {
        super(message);
    }

    public StoryBroke(String message, Throwable cause) {
        super(message, cause);
    }
}
