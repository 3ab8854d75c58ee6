package io.plumbline.standalone.demo;

import java.util.List;

/// One call of the application.
///
/// @param personal the customer's data in the message, which must be restored in the answer and must not leave
record Call(Kind kind, String message, List<String> personal, boolean streamed) {

    enum Kind {
        PLAIN,
        PERSONAL,
        INJECTION
    }

    /// The outcome of a call.
    ///
    /// @param guardrails the header that states what the guardrails did
    /// @param blockedAs  the category under which it was refused; empty if it was not
    record Outcome(Call call, int status, String text, String guardrails, String blockedAs, long millis) {

        boolean answered() {
            return status == 200 && !text.isBlank();
        }

        /// Whether the customer's data is restored in the answer.
        boolean restored() {
            return call.personal().stream().anyMatch(text::contains);
        }
    }
}
