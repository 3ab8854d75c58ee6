package io.plumbline.guardrails.output;

/// The effect of a payload in an answer on a user or program that renders, runs or follows it without review. The
/// names are the entity types of the findings.
enum Threat {
    /// Markup or a link that runs script in the reader's browser.
    CROSS_SITE_SCRIPTING,
    /// An address that makes its fetcher read local files or the inside of a network.
    SERVER_SIDE_REQUEST,
    SQL_INJECTION,
    SHELL_COMMAND,
    CODE_EXECUTION,
    TEMPLATE_INJECTION,
    PATH_TRAVERSAL,
    /// An image or link that carries the conversation to a foreign server.
    DATA_EXFILTRATION,
    /// A cell that a spreadsheet evaluates.
    FORMULA_INJECTION,
    /// Control sequences for a terminal.
    TERMINAL_ESCAPE,
    MALWARE
}
