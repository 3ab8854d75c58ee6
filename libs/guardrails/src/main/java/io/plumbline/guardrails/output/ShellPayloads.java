package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// Shell commands that destroy, open access, run what they fetch, or are chained to another command (CWE-78).
final class ShellPayloads {

    private static final int COMMAND = 1;
    private static final int SHELL = 2;
    private static final WordTable COMMANDS = WordTable.EMPTY
            .with(
                    COMMAND,
                    "touch rm cat ls id whoami uname wget curl nc ncat netcat chmod chown cp mv mkdir mkfifo ping "
                            + "nslookup dig ps kill passwd useradd telnet ssh scp dd find grep sed awk env printenv "
                            + "hostname ifconfig ip sleep reboot shutdown echo cmd base64 system")
            .with(SHELL, "sh bash zsh dash ksh powershell pwsh python python3 perl ruby node php");
    private static final WordTable FETCHERS = WordTable.of("curl wget fetch base64 xxd openssl iwr lynx");
    private static final WordTable EVIL =
            WordTable.of("rm nc ncat netcat wget curl cat bash sh whoami id uname passwd chmod "
                    + "mkfifo shutdown reboot powershell python perl ping nslookup telnet touch dd kill net");

    private ShellPayloads() {}

    /// `$(command …)`.
    static void atDollar(Snippet snippet, int at) {
        if (snippet.at(at + 1) == '(') {
            int word = snippet.skipSpaces(at + 2);
            int end = snippet.wordEnd(word);
            if (COMMANDS.get(snippet.text(), word, end) != WordTable.NONE && " )".indexOf(snippet.at(end)) >= 0) {
                int stop = Math.min(snippet.length(), snippet.lineEnd(end));
                int close = snippet.text().indexOf(')', end, stop);
                double score = snippet.at(at - 1) == '=' || snippet.at(at - 1) == '"' ? 0.5 : 0.7;
                snippet.found(Threat.SHELL_COMMAND, at, close < 0 ? stop : close + 1, score, "a command in another");
            }
        } else if (snippet.has(at, "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!")) {
            int start = at;
            while (start > 0 && at - start < 40 && snippet.at(start - 1) > ' ') {
                start--;
            }
            snippet.found(Threat.MALWARE, start, snippet.tokenEnd(at), 0.95, "the test signature of virus scanners");
        }
    }

    /// A command in backticks that stands alone, or that is part of another.
    static void atBacktick(Snippet snippet, int at) {
        int word = at + 1;
        int end = snippet.wordEnd(word);
        if (snippet.at(end) != ' ' || COMMANDS.get(snippet.text(), word, end) == WordTable.NONE) {
            return;
        }
        int close = snippet.text().indexOf('`', end, snippet.lineEnd(end));
        boolean alone =
                close > 0 && at == 0 && snippet.text().substring(close + 1).isBlank();
        if (alone) {
            Snippet.Quoting quoting = snippet.quoting();
            snippet.set(Snippet.Quoting.BARE);
            snippet.found(Threat.SHELL_COMMAND, at, close + 1, 0.65, "a command and nothing else");
            snippet.set(quoting);
        }
    }

    /// A pipe into an interpreter.
    static void atPipe(Snippet snippet, int at) {
        int word = snippet.skipSpaces(at + 1);
        if (snippet.hasWord(word, "sudo")) {
            word = snippet.skipSpaces(word + 4);
        }
        if (snippet.has(word, "/bin/") || snippet.has(word, "/usr/bin/")) {
            word = snippet.has(word, "/bin/") ? word + 5 : word + 9;
        }
        if (snippet.hasWord(word, "iex") || snippet.has(word, "invoke-expression")) {
            fetched(snippet, at, word, 0.85);
        } else if (snippet.wordAt(word, COMMANDS) == SHELL) {
            int start = snippet.lineStart(at);
            boolean decodes = snippet.hasBetween(start, at, "base64") || snippet.hasBetween(start, at, "xxd");
            if (snippet.hasAnyWord(start, at, FETCHERS)) {
                fetched(snippet, at, word, decodes ? 0.9 : 0.8);
            }
        } else if (snippet.wordAt(word, EVIL) != WordTable.NONE) {
            atSeparator(snippet, at);
        }
    }

    private static void fetched(Snippet snippet, int at, int word, double score) {
        int start = snippet.skipSpaces(snippet.lineStart(at));
        snippet.found(Threat.SHELL_COMMAND, start, snippet.wordEnd(word), score, "what is fetched is run");
    }

    /// A command chained to another: `; cat /etc/passwd`, `&& nc …`.
    static void atSeparator(Snippet snippet, int at) {
        int word = snippet.skipSpaces(snippet.at(at + 1) == snippet.at(at) ? at + 2 : at + 1);
        if (snippet.wordAt(word, EVIL) == WordTable.NONE) {
            return;
        }
        int end = snippet.wordEnd(word);
        int argument = snippet.skipSpaces(end);
        char c = snippet.at(argument);
        boolean reaching = c == '/' || (c == '-' && argument > end) || snippet.has(argument, "http");
        boolean first = snippet.skipSpaces(snippet.lineStart(at)) == at;
        boolean bare = argument >= snippet.length() || c == '\n' || c == '#';
        if ((reaching && !snippet.hasWord(word, "id")) || (first && bare)) {
            boolean system = snippet.hasBetween(argument, argument + 40, "/etc/")
                    || snippet.hasBetween(argument, argument + 40, "/bin/");
            snippet.found(
                    Threat.SHELL_COMMAND,
                    at,
                    snippet.lineEnd(argument),
                    system ? 0.8 : first ? 0.7 : 0.5,
                    "a command that rides on another");
        }
    }

    /// Options and redirections that identify a command.
    static void atOption(Snippet snippet, int at, char c) {
        if (c == '>') {
            redirection(snippet, at);
            return;
        }
        if (snippet.at(at - 1) != ' ') {
            return;
        }
        int end = snippet.backOverSpaces(at);
        int start = snippet.wordStart(end);
        if (end - start < 2) {
            return;
        }
        if (snippet.hasWord(start, "rm")) {
            removal(snippet, start, at);
        } else if (isNetcat(snippet, start) && (snippet.lowerAt(at + 1) == 'e' || snippet.has(at, "-c "))) {
            line(snippet, start, 0.9, "a shell given to the network");
        } else if ((snippet.hasWord(start, "sh") || snippet.hasWord(start, "bash"))
                && snippet.lowerAt(at + 1) == 'i'
                && snippet.hasBetween(at, at + 60, ">")) {
            line(snippet, start, 0.9, "a shell given to the network");
        } else if ((snippet.has(start, "powershell") || snippet.hasWord(start, "pwsh"))
                && (snippet.hasBetween(at, at + 80, "-enc") || snippet.hasBetween(at, at + 80, "-e "))) {
            line(snippet, start, 0.85, "an encoded command");
        } else if (snippet.hasWord(start, "chmod") && snippet.hasBetween(at, at + 14, "777 /")) {
            line(snippet, start, 0.7, "everything opened to everybody");
        }
    }

    private static boolean isNetcat(Snippet snippet, int start) {
        return snippet.hasWord(start, "nc") || snippet.hasWord(start, "ncat") || snippet.hasWord(start, "netcat");
    }

    private static void removal(Snippet snippet, int start, int at) {
        int i = at;
        boolean recursive = false;
        while (snippet.at(i) == '-') {
            int end = snippet.tokenEnd(i);
            recursive |= snippet.has(i, "--recursive") || (snippet.at(i + 1) != '-' && hasR(snippet, i, end));
            i = snippet.skipSpaces(end);
        }
        char target = snippet.at(i);
        if (target == '"' || target == '\'') {
            target = snippet.at(++i);
        }
        char next = snippet.at(i + 1);
        boolean root = target == '/' && (next <= ' ' || next == '*' || next == '`' || next == '"' || next == '\'');
        boolean home = (target == '~' && next != '.' && snippet.at(i + 2) <= ' ') || snippet.has(i, "$HOME");
        boolean system = snippet.has(i, "/etc")
                || snippet.has(i, "/usr")
                || snippet.has(i, "/var")
                || snippet.has(i, "/bin")
                || snippet.has(i, "/boot")
                || snippet.has(i, "/home");
        if (recursive && (root || home || system || (target == '*' && next <= ' '))) {
            line(snippet, start, root || home ? 0.9 : 0.7, "a removal of everything");
        }
    }

    private static boolean hasR(Snippet snippet, int from, int to) {
        for (int i = from; i < to; i++) {
            if (snippet.lowerAt(i) == 'r') {
                return true;
            }
        }
        return false;
    }

    private static void redirection(Snippet snippet, int at) {
        int target = snippet.skipSpaces(at + 1);
        if (snippet.at(target) == '&') {
            target = snippet.skipSpaces(target + 1);
        }
        if (snippet.has(target, "/dev/tcp/") || snippet.has(target, "/dev/udp/")) {
            line(snippet, snippet.skipSpaces(snippet.lineStart(at)), 0.9, "a shell given to the network");
        } else if (snippet.has(target, "/dev/sd") || snippet.has(target, "/dev/nvme")) {
            line(snippet, snippet.skipSpaces(snippet.lineStart(at)), 0.85, "a disk overwritten");
        } else if (snippet.has(target, "/etc/") || snippet.has(target, "~/.ssh/authorized_keys")) {
            line(snippet, snippet.skipSpaces(snippet.lineStart(at)), 0.6, "a system file overwritten");
        }
    }

    private static void line(Snippet snippet, int start, double score, String why) {
        snippet.found(Threat.SHELL_COMMAND, start, snippet.lineEnd(start), score, why);
    }
}
