package io.plumbline.registry.knowledge.connector.source;

/// A source or one of its documents cannot be read.
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Remedy remedy;

    /// @param reason a code such as `http-503`, without any text from the source
    public SourceException(Remedy remedy, String reason) {
        super(reason, null, false, false);
        this.remedy = remedy;
    }

    /// What may help.
    public enum Remedy {
        /// Another attempt may succeed.
        RETRY,
        /// Only another run may succeed, after the source or the connector has changed.
        NEXT_RUN,
        /// The document is unsuitable until it changes.
        DOCUMENT,
        /// The document does not exist any more.
        GONE
    }

    public Remedy remedy() {
        return remedy;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
