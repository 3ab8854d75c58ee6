package io.plumbline.standalone.demo.content;

import java.util.List;

/// One call of the application.
///
/// @param personal the customer's data in the message, which must be restored in the answer and must not leave
public record Call(Kind kind, String message, List<String> personal, boolean streamed) {

    public enum Kind {
        PLAIN,
        PERSONAL,
        INJECTION
    }

    /// The outcome of a call.
    ///
    /// @param guardrails the header that states what the guardrails did
    /// @param blockedAs  the category under which it was refused; empty if it was not
    public record Outcome(Call call, int status, String text, String guardrails, String blockedAs, long millis) {

        boolean answered() {
            return status == 200 && !text.isBlank();
        }

        /// Whether the customer's data is restored in the answer.
        boolean restored() {
            return call.personal().stream().anyMatch(text::contains);
        }
    }
}
