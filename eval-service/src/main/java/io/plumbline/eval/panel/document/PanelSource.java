package io.plumbline.eval.panel.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The origin of a panel's answers: fields of a dataset's records, or the answers of gates on the same dataset. Only
/// answers of gates count as evidence about a version, because this service collected them.
///
/// @param dataset `name@version` of a dataset whose records have answers
/// @param answers the fields with the answers; default: `answer`
/// @param gates the gates with the answers, instead of a dataset
/// @param items number of items; default: all, at most 5,000
/// @param selection how they are chosen; default: RANDOM
/// @param strata fields of a dataset's records: each combination of their values gives equally many items, as far
///     as it has them. Means account for the unequal probabilities. Default: none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PanelSource(
        @Pattern(regexp = RubricDocument.NAME + "@[1-9][0-9]{0,8}", message = "must be NAME@VERSION") @Nullable
        String dataset,

        @Size(min = 1, max = MOST_ANSWERS) @Nullable
        List<@NotNull @Pattern(regexp = FIELD, message = "must be a field's name") String> answers,

        @Size(min = 1, max = MOST_ANSWERS) @Nullable List<@NotNull @Valid GateAnswers> gates,
        @Min(1) @Max(MOST_ITEMS) @Nullable Integer items,
        @Nullable Selection selection,

        @Size(min = 1, max = 3) @Nullable
        List<@NotNull @Pattern(regexp = FIELD, message = "must be a field's name") String> strata) {

    public static final int MOST_ITEMS = 5_000;
    public static final int MOST_ANSWERS = 5;

    public static final String FIELD = "[A-Za-z_][A-Za-z0-9_.-]{0,62}";

    /// How items are chosen.
    public enum Selection {
        /// With equal probability.
        RANDOM,
        /// More often where the judge of the gate is in doubt, or, for a dataset, by the field `uncertainty`, 0..1.
        /// Means account for the unequal probabilities.
        UNCERTAINTY
    }

    /// The answers of one side of a gate.
    ///
    /// @param side default: CANDIDATE
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GateAnswers(
            @NotNull UUID gate,

            @Pattern(regexp = "CANDIDATE|BASELINE", message = "must be CANDIDATE or BASELINE") @Nullable
            String side) {

        public String sideOrCandidate() {
            return side == null ? "CANDIDATE" : side;
        }
    }

    public List<String> answersOrDefault() {
        return answers == null ? List.of("answer") : answers;
    }

    public List<GateAnswers> gatesOrNone() {
        return gates == null ? List.of() : gates;
    }

    /// Returns the number of answers to each question.
    public int answerCount() {
        return gates == null ? answersOrDefault().size() : gates.size();
    }

    public boolean byUncertainty() {
        return selection == Selection.UNCERTAINTY;
    }
}
