package io.plumbline.registry.knowledge.extraction;

import java.util.Locale;

/// Why a file cannot be read.
public enum Refusal {
    EMPTY("The file contains no text."),
    WRONG_FORMAT("The content is not of the format that the file name says."),
    DAMAGED("The file is damaged or truncated."),
    ENCRYPTED("The file is encrypted. Remove its password."),
    MACROS("The file contains macros. Save it without them."),
    UNREADABLE_TEXT("The text is in no encoding that can be recognised. Save it in UTF-8."),
    TOO_LARGE("The file contains more text than a document may have, or unpacks to too much."),
    TOO_COMPLEX("The file needs more memory than an extraction may take."),
    TIMED_OUT("The extraction of the file takes too long.");

    private final String explanation;

    Refusal(String explanation) {
        this.explanation = explanation;
    }

    /// The reason in the API, such as `too-large`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A sentence for the person who uploaded the file.
    public String explanation() {
        return explanation;
    }
}
