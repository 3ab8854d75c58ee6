package io.plumbline.guardrails.output;

/// Table cells that a spreadsheet evaluates, with effects outside the sheet (CWE-1236).
final class FormulaPayloads {

    private FormulaPayloads() {}

    /// Reads the beginning of a line or a cell: a formula that only adds or counts is noted.
    static void atCell(Snippet snippet, int at) {
        char c = snippet.at(at);
        if (c != '=' && c != '@' && c != '+') {
            return;
        }
        int end = snippet.wordEnd(at + 1);
        if (end > at + 1 && snippet.at(end) == '(') {
            snippet.found(Threat.FORMULA_INJECTION, at, cellEnd(snippet, at), 0.4, "a cell that is computed");
        }
    }

    /// Reads a function with effects outside the sheet, after a sign that makes a cell a formula.
    static void atFunction(Snippet snippet, int sign, int call) {
        char before = snippet.at(sign - 1);
        boolean cell = sign == 0 || before == '\n' || before == ',' || before == '\t' || before == '"' || before == ';';
        if (!cell) {
            return;
        }
        int end = cellEnd(snippet, call);
        boolean reaches = snippet.hasBetween(call, end, "http")
                || snippet.hasBetween(call, end, "cmd")
                || snippet.hasBetween(call, end, "//")
                || snippet.hasBetween(call, end, "concat");
        snippet.found(
                Threat.FORMULA_INJECTION, sign, end, reaches ? 0.85 : 0.55, "a cell that reaches out of its sheet");
    }

    /// `cmd|'/C calc'!A0`: dynamic data exchange.
    static void atPipe(Snippet snippet, int at) {
        int end = at;
        int start = snippet.wordStart(end);
        int quote = snippet.skipSpaces(at + 1);
        boolean program = end > start && snippet.at(quote) == '\'';
        if (!program) {
            return;
        }
        int bang = snippet.text().indexOf('!', quote, Math.min(snippet.length(), quote + Snippet.REACH));
        int line = snippet.lineEnd(quote);
        if (bang > 0 && bang < line) {
            int sign = start;
            while (sign > 0 && start - sign < 40 && "\n,\t\";".indexOf(snippet.at(sign - 1)) < 0) {
                sign--;
            }
            snippet.found(Threat.FORMULA_INJECTION, sign, cellEnd(snippet, bang), 0.9, "a cell that starts a program");
        }
    }

    private static int cellEnd(Snippet snippet, int from) {
        return snippet.lineEnd(from);
    }
}
