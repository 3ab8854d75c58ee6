package io.plumbline.console.page;

import java.util.Map;

/// A question before an action that is destructive or reaches production. Return [#VIEW] with this as the model
/// attribute `confirmation`.
///
/// @param title the question
/// @param text the consequences
/// @param action the address to which the confirmation is posted
/// @param button the verb of the action
/// @param destructive whether data or service is lost
/// @param cancel the address of the page to return to
/// @param fields hidden fields of the form
/// @param reason whether to ask for a reason, posted as `reason`
public record Confirmation(
        String title,
        String text,
        String action,
        String button,
        boolean destructive,
        String cancel,
        Map<String, String> fields,
        boolean reason) {

    /// The name of the model attribute.
    public static final String ATTRIBUTE = "confirmation";

    /// The template.
    public static final String VIEW = "console/confirm";
}
