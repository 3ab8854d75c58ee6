package io.plumbline.guardrails.output;

/// What a payload in an answer does to whoever renders, runs or follows it unseen. The names are the entity types of
/// the findings.
enum Threat {
    /// Markup or a link that runs script in the reader's browser.
    CROSS_SITE_SCRIPTING,
    /// An address that makes whoever fetches it read local files or the inside of a network.
    SERVER_SIDE_REQUEST,
    SQL_INJECTION,
    SHELL_COMMAND,
    CODE_EXECUTION,
    TEMPLATE_INJECTION,
    PATH_TRAVERSAL,
    /// An image or link that carries what was said to somebody else's server.
    DATA_EXFILTRATION,
    /// A cell that a spreadsheet evaluates.
    FORMULA_INJECTION,
    /// Control sequences for a terminal.
    TERMINAL_ESCAPE,
    MALWARE
}
