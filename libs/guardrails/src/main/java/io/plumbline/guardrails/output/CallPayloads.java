package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// Calls that run text as code or as a command (CWE-94, CWE-78), and browser script without markup.
final class CallPayloads {

    private static final int EVALUATES = 1;
    private static final int RUNS = 2;
    private static final int IMPORTS = 3;
    private static final int DIALOG = 4;
    private static final int CONCEALS = 5;
    private static final int PROCESS = 6;
    private static final int OPENS = 7;
    private static final int STYLE = 8;
    private static final int UNPACKS = 9;
    private static final WordTable CALLS = WordTable.EMPTY
            .with(EVALUATES, "eval exec execsync spawnsync assert create_function function settimeout compile")
            .with(RUNS, "system popen shell_exec passthru proc_open spawn popen2 popen3 shellexecute winexec")
            .with(IMPORTS, "__import__ import_module")
            .with(DIALOG, "alert prompt confirm")
            .with(CONCEALS, "fromcharcode unescape atob b64decode gzinflate str_rot13")
            .with(PROCESS, "run call check_output check_call")
            .with(OPENS, "open fopen file_put_contents")
            .with(STYLE, "expression")
            .with(UNPACKS, "unserialize");
    private static final WordTable SPREADSHEET = WordTable.of("hyperlink importxml importdata importfeed importhtml "
            + "importrange webservice image dde rtd call register exec msexcel filterxml");
    private static final WordTable REACHING =
            WordTable.of("os sys socket subprocess requests urllib urllib2 pty base64 ctypes "
                    + "shutil pickle marshal http ftplib telnetlib");

    private CallPayloads() {}

    static void at(Snippet snippet, int at) {
        int end = snippet.backOverSpaces(at);
        int start = snippet.wordStart(end);
        if (start == end || at - end > 1) {
            return;
        }
        char before = snippet.at(start - 1);
        if ((before == '=' || before == '+' || before == '@' || before == '-')
                && SPREADSHEET.get(snippet.text(), start, end) != WordTable.NONE) {
            FormulaPayloads.atFunction(snippet, start - 1, at);
        }
        switch (CALLS.get(snippet.text(), start, end)) {
            case EVALUATES -> evaluates(snippet, start, at, before);
            case RUNS -> runs(snippet, start, at, before);
            case IMPORTS -> imports(snippet, start, at);
            case DIALOG -> dialog(snippet, start, at, before);
            case CONCEALS -> conceals(snippet, start, at);
            case PROCESS -> process(snippet, start, at, before);
            case OPENS -> opens(snippet, start, at, before);
            case STYLE -> {
                if (snippet.hasBetween(start - 80, start, "style")) {
                    found(snippet, Threat.CROSS_SITE_SCRIPTING, start, 0.75, "script in a style");
                }
            }
            case UNPACKS -> found(snippet, Threat.CODE_EXECUTION, start, 0.45, "objects made of text");
            default -> {
                // any other call
            }
        }
    }

    /// A dotted call counts if the object is one that runs code: a pattern's `exec` and a model's `eval` do not.
    private static boolean belongsToRuntime(Snippet snippet, int start) {
        int end = start - 1;
        int owner = snippet.wordStart(end);
        return snippet.hasWord(owner, "kernel")
                || snippet.hasWord(owner, "child_process")
                || snippet.hasWord(owner, "window")
                || snippet.hasWord(owner, "builtins")
                || snippet.hasWord(owner, "cp")
                || (snippet.at(end - 1) == ')' && snippet.hasBetween(end - 16, end, "runtime"));
    }

    private static void evaluates(Snippet snippet, int start, int at, char before) {
        int argument = snippet.skipSpaces(at + 1);
        char first = snippet.at(argument);
        boolean dotted = before == '.';
        if (dotted && !belongsToRuntime(snippet, start)) {
            return;
        }
        if (snippet.hasWord(start, "compile")
                || snippet.hasWord(start, "assert")
                || snippet.hasWord(start, "function")) {
            boolean text = (first == '\'' || first == '"') && snippet.hasWord(start, "function");
            if (text && snippet.hasBetween(start - 6, start, "new")) {
                found(snippet, Threat.CODE_EXECUTION, start, 0.6, "text that is run as code");
            }
            return;
        }
        if (snippet.hasWord(start, "settimeout")) {
            if (first == '\'' || first == '"') {
                found(snippet, Threat.CODE_EXECUTION, start, 0.55, "text that is run as code");
            }
            return;
        }
        boolean literal = first == '\'' || first == '"' || first == '`';
        boolean nested = snippet.has(argument, "compile(")
                || snippet.has(argument, "base64")
                || snippet.has(argument, "atob")
                || snippet.has(argument, "request")
                || snippet.has(argument, "input(")
                || snippet.has(argument, "$_")
                || snippet.has(argument, "String.from")
                || snippet.has(argument, "__import__")
                || snippet.has(argument, "open(");
        if (nested) {
            found(snippet, Threat.CODE_EXECUTION, start, 0.8, "text that is run as code");
        } else if (literal) {
            found(snippet, Threat.CODE_EXECUTION, start, dotted ? 0.7 : 0.6, "text that is run as code");
        }
    }

    private static void runs(Snippet snippet, int start, int at, char before) {
        char first = snippet.at(snippet.skipSpaces(at + 1));
        boolean literal = first == '\'' || first == '"' || first == 'r' || first == 'f' || first == '$';
        if (literal && (before != '.' || snippet.hasBetween(start - 16, start, "os.") || runsChild(snippet, start))) {
            double score = snippet.hasBetween(start - 24, start, "__import__") ? 0.95 : 0.6;
            found(snippet, Threat.CODE_EXECUTION, start, score, "a command that is run");
        }
    }

    private static boolean runsChild(Snippet snippet, int start) {
        return belongsToRuntime(snippet, start) || snippet.hasBetween(start - 24, start, "__import__");
    }

    private static void imports(Snippet snippet, int start, int at) {
        int argument = snippet.skipSpaces(at + 1);
        boolean reaching = false;
        int word = argument + 1;
        if (snippet.at(argument) == '\'' || snippet.at(argument) == '"') {
            reaching = snippet.wordAt(word, REACHING) != WordTable.NONE;
        }
        boolean dunder = snippet.at(start) == '_';
        if (dunder || reaching) {
            found(
                    snippet,
                    Threat.CODE_EXECUTION,
                    start,
                    dunder ? reaching ? 0.9 : 0.65 : 0.55,
                    "a module that is fetched by name");
        }
    }

    /// The dialog that commonly demonstrates that script runs.
    private static void dialog(Snippet snippet, int start, int at, char before) {
        int argument = snippet.skipSpaces(at + 1);
        char first = snippet.at(argument);
        boolean number = Snippet.isDigit(first) && snippet.at(argument + 1) <= ')';
        boolean proof = number
                || snippet.has(argument, "document.")
                || snippet.has(argument + 1, "xss")
                || snippet.has(argument, "String.from")
                || (first == '`' && Snippet.isDigit(snippet.at(argument + 1)));
        if (proof) {
            found(
                    snippet,
                    Threat.CROSS_SITE_SCRIPTING,
                    before == '.' ? start - 1 : start,
                    0.65,
                    "a dialog that proves that script runs");
        }
    }

    private static void conceals(Snippet snippet, int start, int at) {
        boolean evaluated =
                snippet.hasBetween(start - 30, start, "eval") || snippet.hasBetween(start - 30, start, "exec");
        boolean codes = snippet.has(start, "fromcharcode") && Snippet.isDigit(snippet.at(at + 1));
        if (evaluated || codes) {
            found(
                    snippet,
                    Threat.CODE_EXECUTION,
                    start,
                    evaluated ? 0.8 : 0.5,
                    "code that is spelt so as not to be read");
        }
    }

    private static void process(Snippet snippet, int start, int at, char before) {
        if (before != '.' || !snippet.hasBetween(start - 26, start, "subprocess")) {
            return;
        }
        boolean shell = snippet.hasBetween(at, snippet.lineEnd(at), "shell=true");
        boolean imported = snippet.hasBetween(start - 32, start, "__import__");
        if (shell || imported) {
            found(snippet, Threat.CODE_EXECUTION, start, imported ? 0.9 : 0.6, "a command that is run by a shell");
        }
    }

    /// Writes to places where programs do not belong.
    private static void opens(Snippet snippet, int start, int at, char before) {
        int argument = snippet.skipSpaces(at + 1);
        char quote = snippet.at(argument);
        if (before == '.' || (quote != '\'' && quote != '"')) {
            return;
        }
        int path = argument + 1;
        boolean system = snippet.has(path, "/etc/")
                || snippet.has(path, "/tmp/")
                || snippet.has(path, "/root/")
                || snippet.has(path, "/usr/")
                || snippet.has(path, "/proc/")
                || snippet.has(path, "/bin/")
                || snippet.has(path, "c:\\windows");
        int end = snippet.text().indexOf(quote, path, Math.min(snippet.length(), path + 120));
        boolean writes = end > 0
                && (snippet.hasBetween(end, end + 8, "'w")
                        || snippet.hasBetween(end, end + 8, "\"w")
                        || snippet.hasBetween(end, end + 8, "'a"));
        boolean secret = snippet.has(path, "/etc/passwd") || snippet.has(path, "/etc/shadow");
        if (system && (writes || secret)) {
            found(snippet, Threat.CODE_EXECUTION, start, 0.6, "a system path that is opened");
        }
    }

    /// `import os; os…` in one line: code for an interpreter's command line.
    static void atSemicolon(Snippet snippet, int at) {
        int end = snippet.backOverSpaces(at);
        int module = snippet.wordStart(end);
        int keyword = snippet.backOverSpaces(module);
        boolean imported = snippet.has(keyword - 6, "import") && keyword < module;
        if (imported && REACHING.get(snippet.text(), module, end) != WordTable.NONE) {
            int next = snippet.skipSpaces(at + 1);
            if (Snippet.isWordPart(snippet.at(next))) {
                snippet.found(Threat.CODE_EXECUTION, keyword - 6, snippet.lineEnd(at), 0.6, "a program in one line");
            }
        }
    }

    /// Paths through a class hierarchy that lead out of a sandbox.
    static void atUnderscore(Snippet snippet, int at) {
        if (snippet.at(at + 1) != '_' || Snippet.isWordPart(snippet.at(at - 1))) {
            return;
        }
        boolean escapes = snippet.hasWord(at, "__subclasses__")
                || snippet.has(at, "__globals__[")
                || snippet.has(at, "__builtins__")
                || snippet.has(at, "__class__.__mro__")
                || snippet.has(at, "__class__.__base");
        if (escapes) {
            snippet.found(
                    Threat.CODE_EXECUTION, at, snippet.tokenEnd(at), 0.85, "a way out of an interpreter's sandbox");
        }
    }

    private static void found(Snippet snippet, Threat threat, int start, double score, String why) {
        snippet.found(threat, start, snippet.lineEnd(start), score, why);
    }
}
