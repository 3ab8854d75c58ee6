package io.plumbline.eval.panel.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.panel.document.Scores;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An item of a panel.
///
/// @param item its place, from 0; attention checks come last
/// @param recordId id of its record in the dataset; never shown to annotators
/// @param source place of its answer in the document's source; 0 for items with all answers
/// @param probability its sampling probability
/// @param expected the label of an attention check, by the order of the stored answers; null for other items
public record PanelItem(
        int item,
        String recordId,
        @Nullable String slice,
        int source,
        double probability,
        Content content,
        @Nullable Scores expected) {

    /// The texts of an item.
    ///
    /// @param references known good answers, if the rubric needs them
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Content(
            String input,
            @Nullable String context,
            @Nullable List<String> references,
            List<String> answers) {

        /// Returns the content with each text prepared for the reader.
        public Content shown(UnaryOperator<String> text) {
            return shown(IntStream.range(0, answers.size()).boxed().toList(), text);
        }

        /// Returns the content with its answers in another order, each text prepared for the reader.
        ///
        /// @param order place of each answer
        public Content shown(List<Integer> order, UnaryOperator<String> text) {
            return new Content(
                    text.apply(input),
                    context == null ? null : text.apply(context),
                    references == null ? null : references.stream().map(text).toList(),
                    order.stream().map(answers::get).map(text).toList());
        }
    }

    public boolean isCheck() {
        return expected != null;
    }
}
