package io.plumbline.registry.knowledge;

/// Tags of documents and chunks.
public final class KnowledgeBaseTags {

    /// The regular expression of a tag, such as `gdpr:special-category`.
    public static final String TAG = "[a-z0-9][a-z0-9:._-]{0,62}";

    private KnowledgeBaseTags() {}
}
