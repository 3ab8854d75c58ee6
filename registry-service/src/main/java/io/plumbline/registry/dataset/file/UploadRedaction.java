package io.plumbline.registry.dataset.file;

import com.fasterxml.jackson.annotation.JsonValue;
import io.plumbline.personaldata.operator.Operator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The replacement of personal data and credentials in an upload: operators that need no key and keep nothing.
public enum UploadRedaction {
    /// The entity type in angle brackets.
    REPLACE,
    /// Asterisks, except for the last four characters.
    MASK,
    /// Nothing.
    REMOVE;

    public static final String NAME = "replace|mask|remove";

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String wireName() {
        return wireName;
    }

    public Operator operator() {
        return switch (this) {
            case REPLACE -> Operator.REPLACE;
            case MASK -> Operator.MASK;
            case REMOVE -> Operator.REMOVE;
        };
    }

    public static Optional<UploadRedaction> of(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName.equals(wireName))
                .findFirst();
    }
}
