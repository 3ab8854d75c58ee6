package io.plumbline.registry.knowledge.extraction;

/// A file cannot be read for a reason that lies in the file; another attempt would end in the same way.
public final class RefusedFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public RefusedFileException(Refusal refusal) {
        super(refusal.explanation(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
