package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.ArrayList;
import java.util.List;

/// Applies a stage's rules to the findings of a text: selects among overlapping findings, and writes their
/// replacements.
public final class Redaction {

    private static final String TAG_TYPE = "TEXT";

    private final RedactionRules rules;
    private final PlaceholderVault vault;
    private final Replacements replacements;
    private final boolean pastQuestions;

    public Redaction(RedactionRules rules, PlaceholderVault vault) {
        this(rules, vault, false);
    }

    private Redaction(RedactionRules rules, PlaceholderVault vault, boolean pastQuestions) {
        this.rules = rules;
        this.vault = vault;
        this.replacements = new Replacements(vault);
        this.pastQuestions = pastQuestions;
    }

    /// The same redaction, which continues past findings that a person has to decide about.
    Redaction pastQuestions() {
        return new Redaction(rules, vault, true);
    }

    /// Whether a text ends at a finding with this action.
    boolean ends(Action action) {
        return action == Action.BLOCK || (action == Action.ASK && !pastQuestions);
    }

    RedactionRules rules() {
        return rules;
    }

    /// Selects among findings in order of start: those that win over the ones they overlap and are not about
    /// values invented for the question.
    public List<Finding> resolved(String text, List<Finding> findings) {
        if (findings.isEmpty()) {
            return findings;
        }
        List<Finding> resolved = new ArrayList<>(resolve(rules, findings));
        resolved.removeIf(finding -> isInvented(text, finding.start(), finding.end()));
        return resolved;
    }

    boolean isInvented(CharSequence text, int start, int end) {
        return vault.hasInvented(text, start, end);
    }

    /// Selects among findings in order of start: those that win over the ones they overlap.
    public static List<Finding> resolve(RedactionRules rules, List<Finding> findings) {
        if (findings.size() < 2) {
            return findings;
        }
        List<Finding> winners = new ArrayList<>(findings.size());
        OverlapSweep sweep = new OverlapSweep(rules, winners::add);
        for (Finding finding : findings) {
            sweep.offer(finding);
        }
        sweep.settle(Integer.MAX_VALUE);
        return winners;
    }

    /// The text with every finding replaced that the rules redact.
    ///
    /// @param resolved findings in order of start that do not overlap
    public String apply(String text, List<Finding> resolved) {
        if (resolved.isEmpty() && !vault.isTagIn(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 32);
        Text output = new Text(text, out);
        int kept = 0;
        for (Finding finding : resolved) {
            if (rules.actionFor(finding) == Action.REDACT) {
                keep(text, kept, finding.start(), true, output);
                output.replace(replacement(finding, text.substring(finding.start(), finding.end())));
                kept = finding.end();
            }
        }
        keep(text, kept, text.length(), true, output);
        return out.length() == text.length() && text.contentEquals(out) ? text : out.toString();
    }

    /// The replacement for a field's value.
    String replacement(Field field, String value) {
        return replacements.of(field.operator(), field.entityType(), value);
    }

    /// The replacement for a finding.
    String replacement(Finding finding, String value) {
        return replacements.of(rules.operatorFor(finding), finding.entityType(), value);
    }

    /// Passes on text that is not redacted, hiding the vault's own tag wherever the text contains it. Returns the
    /// end of what was passed on: before `to` if, with more text to come, the tag may still be completed or a
    /// surrogate pair would be split.
    ///
    /// @param complete whether what follows `to` certainly does not continue the tag: a replacement, or the end
    int keep(CharSequence text, int from, int to, boolean complete, Output output) {
        String tag = vault.tag();
        char first = tag.charAt(0);
        int kept = from;
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == first || c == (first | 0x20)) {
                int matched = vault.tagCharactersAt(text, i, to);
                if (matched == tag.length()) {
                    output.keep(kept, i);
                    String value = text.subSequence(i, i + matched).toString();
                    output.replace(vault.placeholderFor(TAG_TYPE, value));
                    i += matched;
                    kept = i;
                    continue;
                }
                if (i + matched == to && !complete) {
                    break;
                }
            }
            i++;
        }
        if (!complete && i == to && i > kept && Character.isHighSurrogate(text.charAt(i - 1))) {
            i--;
        }
        output.keep(kept, i);
        return i;
    }

    /// Receives redacted text.
    interface Output {
        /// Passes on part of the text unchanged.
        void keep(int from, int to);

        void replace(String replacement);
    }

    /// Writes plain text.
    record Text(CharSequence text, StringBuilder out) implements Output {
        @Override
        public void keep(int from, int to) {
            out.append(text, from, to);
        }

        @Override
        public void replace(String replacement) {
            out.append(replacement);
        }
    }
}
