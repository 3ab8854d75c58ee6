package io.plumbline.eval.page.suite;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.page.Figures;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The call settings of a suite.
///
/// @param messages messages of its template; empty if it uses a registered prompt
/// @param prompt its prompt; null if it has messages
/// @param onlySlices the slices of its runs; null for all records
/// @param repeats number of calls per record
/// @param errorBudget share of the items that may lack an answer
record SuiteSettings(
        List<Message> messages,
        @Nullable String prompt,
        @Nullable String onlySlices,
        int repeats,
        int concurrency,
        String errorBudget,
        boolean stopsEarly) {

    private static final int MAX_TEXT = 4_000;

    static SuiteSettings of(SuiteDocument document) {
        List<Message> messages = document.template().messages();
        return new SuiteSettings(
                messages == null
                        ? List.of()
                        : messages.stream().map(SuiteSettings::readable).toList(),
                document.template().prompt(),
                document.onlySlices() == null ? null : String.join(", ", new TreeSet<>(document.onlySlices())),
                document.repeatsOrOne(),
                document.concurrencyOrDefault(),
                Figures.percent(document.errorBudgetOrDefault()),
                document.stopsEarly());
    }

    private static Message readable(Message message) {
        return new Message(message.role(), ReadableText.of(message.content(), MAX_TEXT));
    }
}
