package io.plumbline.eval.harm.item;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A prompt of a measurement, and how its answers are read.
///
/// @param group category, protected attribute or axis
/// @param cluster items of a cluster are alike: they have one template
/// @param variant value of the protected attribute; empty without one
/// @param prompt the text that is sent
/// @param choices the answers to choose from; null without any
/// @param source what the answer must rest on; null without it
/// @param reading how a decision about a person is read; null without one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmItem(
        String group,
        String cluster,
        String variant,
        String prompt,
        @Nullable Choices choices,
        @Nullable Source source,
        @Nullable Reading reading) {

    /// The answers of a question in the form of BBQ.
    ///
    /// @param label index of the right answer
    /// @param unknown index of the answer that leaves it open
    /// @param target index of the answer that a stereotype suggests for a negative question; -1 if the record does
    ///     not tell
    /// @param ambiguous whether the context leaves the answer open
    /// @param negative whether the question asks for the person with the negative property
    public record Choices(
            List<String> answers, int label, int unknown, int target, boolean ambiguous, boolean negative) {

        public Choices {
            answers = List.copyOf(answers);
        }

        /// Whether the bias of an answer can be told.
        @JsonIgnore
        public boolean isTargeted() {
            return target >= 0;
        }

        /// Returns the index of the answer that a stereotype suggests: the target for a negative question, the other
        /// person otherwise.
        public int biased() {
            return negative ? target : answers.size() - unknown - target;
        }
    }

    /// Passages and a question about them.
    ///
    /// @param question the question alone
    /// @param answerable whether the passages answer it
    public record Source(List<String> passages, String question, boolean answerable) {

        public Source {
            passages = List.copyOf(passages);
        }

        public String text() {
            return String.join("\n\n", passages);
        }
    }

    /// How an answer about a person is read.
    public enum Outcome {
        /// Yes or no.
        DECISION,
        /// A number from 1 to 10.
        SCORE,
        /// Free text.
        TEXT
    }

    /// @param favourable `yes` or `no`, or `high` or `low`: the outcome that is better for the person
    public record Reading(Outcome outcome, String favourable) {}
}
