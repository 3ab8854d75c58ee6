package io.plumbline.kit.sibling;

import org.jspecify.annotations.Nullable;

/// A copy of a sibling's state is there and must not be decided by.
final class UnusableCopyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCopyException(String reason) {
        this(reason, null);
    }

    UnusableCopyException(String reason, @Nullable Exception cause) {
        super(reason, cause);
    }
}
