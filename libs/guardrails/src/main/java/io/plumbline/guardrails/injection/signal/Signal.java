package io.plumbline.guardrails.injection.signal;

import io.plumbline.personaldata.detect.Category;

/// A phrase with a typical meaning, found in a text.
///
/// @param weight its evidence alone, 0 to 1
public record Signal(Family family, double weight) {

    /// What a signal indicates.
    public enum Family {
        INSTRUCTION_OVERRIDE(Category.PROMPT_INJECTION),
        PROMPT_EXTRACTION(Category.PROMPT_INJECTION),
        DELIMITER_FORGERY(Category.PROMPT_INJECTION),
        TOOL_HIJACK(Category.PROMPT_INJECTION),
        EXFILTRATION(Category.PROMPT_INJECTION),
        READER_ADDRESS(Category.PROMPT_INJECTION),
        FALSE_AUTHORITY(Category.PROMPT_INJECTION),
        ENCODED_PAYLOAD(Category.PROMPT_INJECTION),
        HIDDEN_TEXT(Category.PROMPT_INJECTION),
        TOKEN_FLOOD(Category.PROMPT_INJECTION),
        RESEMBLANCE(Category.PROMPT_INJECTION),
        ADVERSARIAL_SUFFIX(Category.JAILBREAK),
        MANY_SHOT(Category.JAILBREAK),
        ROLE_PLAY(Category.JAILBREAK),
        UNRESTRICTED_PERSONA(Category.JAILBREAK),
        REFUSAL_SUPPRESSION(Category.JAILBREAK);

        private final Category category;

        Family(Category category) {
            this.category = category;
        }

        public Category category() {
            return category;
        }

        /// Whether it indicates a form of writing, which code uses too, and not a meaning.
        public boolean isDisguise() {
            return this == ENCODED_PAYLOAD
                    || this == HIDDEN_TEXT
                    || this == TOKEN_FLOOD
                    || this == RESEMBLANCE
                    || this == ADVERSARIAL_SUFFIX;
        }
    }
}
