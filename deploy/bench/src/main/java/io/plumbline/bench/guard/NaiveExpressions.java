package io.plumbline.bench.guard;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A straightforward port of a recognizer library: one regular expression after the other over the whole text.
/// Only for comparison. It knows only forms: no checksums, no context, no names.
final class NaiveExpressions {

    private static final List<Pattern> PATTERNS = List.of(
                    "(?i)\\b[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,24}\\b",
                    "\\b(?:\\d[ -]?){12,18}\\d\\b",
                    "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
                    "(?:\\+\\d{1,3}[ .-]?)?(?:\\(\\d{1,4}\\)[ .-]?)?\\b\\d{2,4}(?:[ .-]\\d{2,4}){1,4}\\b",
                    "\\b\\d{3}[- .]\\d{2}[- .]\\d{4}\\b",
                    "\\b(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\b",
                    "(?i)\\b(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4})+\\b",
                    "(?i)\\b(?:https?://|www\\.)[^\\s<>\"]+",
                    "(?i)\\b(?:[a-z0-9-]+\\.)+(?:com|org|net|edu|gov|io|de|uk|fr|es|it|nl|pl)\\b",
                    "(?i)\\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\\b",
                    "\\b\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}\\b",
                    "(?i)\\b\\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{2,4}\\b",
                    "(?i)\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{1,2},? \\d{4}\\b",
                    "\\b(?:bc1|[13])[a-zA-HJ-NP-Z0-9]{25,59}\\b",
                    "\\b0x[a-fA-F0-9]{40}\\b",
                    "\\b[A-HJ-NPR-Z0-9]{17}\\b",
                    "\\b[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]\\b",
                    "\\b\\d{8}[A-Z]\\b",
                    "\\b[XYZ]\\d{7}[A-Z]\\b",
                    "\\b[A-CEGHJ-PR-TW-Z]{2}\\d{6}[A-D]\\b",
                    "\\b\\d{3} \\d{3} \\d{4}\\b",
                    "\\b[A-Z]{5}\\d{4}[A-Z]\\b",
                    "\\b\\d{4} \\d{4} \\d{4}\\b",
                    "\\b\\d{2} \\d{3} \\d{3} \\d{3}\\b",
                    "\\b\\d{3} \\d{3} \\d{3}\\b",
                    "\\b[STFG]\\d{7}[A-Z]\\b",
                    "\\b\\d{6}[-+A]\\d{3}[0-9A-Z]\\b",
                    "\\b\\d{11}\\b",
                    "\\b\\d{6}-\\d{7}\\b",
                    "\\b[A-Z]\\d{8}\\b",
                    "\\b9\\d{2}[- ]\\d{2}[- ]\\d{4}\\b",
                    "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b",
                    "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b",
                    "\\bxox[abprs]-[A-Za-z0-9-]{10,}\\b",
                    "\\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}\\b",
                    "\\bAIza[A-Za-z0-9_-]{35}\\b",
                    "\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}",
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----",
                    "(?i)\\b(?:password|passwd|secret|token|api[_-]?key)\\b\\s*[:=]\\s*\\S{8,}",
                    "(?i)\\b[a-z][a-z0-9+.-]*://[^\\s:@/]+:[^\\s:@/]+@\\S+",
                    "(?i)\\bignore (?:all |any )?(?:previous|prior|above) (?:instructions|prompts|rules)\\b",
                    "(?i)\\b(?:reveal|print|show|repeat) (?:me )?(?:your|the) (?:system )?prompt\\b",
                    "(?i)\\byou are (?:now )?(?:dan|an? unrestricted)\\b")
            .stream()
            .map(Pattern::compile)
            .toList();

    private NaiveExpressions() {}

    static int count() {
        return PATTERNS.size();
    }

    /// The number of matches of all expressions.
    static int matches(String text) {
        int matches = 0;
        for (Pattern pattern : PATTERNS) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                matches++;
            }
        }
        return matches;
    }
}
