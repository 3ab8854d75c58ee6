package io.plumbline.kit.sibling;

import org.jspecify.annotations.Nullable;

/// The copy of a sibling's state exists but must not be used for decisions.
final class UnusableCopyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCopyException(String reason) {
        this(reason, null);
    }

    UnusableCopyException(String reason, @Nullable Exception cause) {
        super(reason, cause);
    }
}
