package io.plumbline.registry.knowledge.connector;

/// What happens to a document that its source no longer has.
public enum VanishedAction {
    KEEP,
    DELETE
}
