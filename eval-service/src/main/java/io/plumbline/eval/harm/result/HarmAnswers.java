package io.plumbline.eval.harm.result;

import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.item.HarmItem;
import java.util.ArrayList;
import java.util.List;

/// An item with its answers.
///
/// @param answers those whose call did not fail
record HarmAnswers(HarmItem item, List<HarmAnswer> answers) {

    /// @param items by their numbers
    static List<HarmAnswers> of(List<HarmItem> items, List<HarmAnswer> answers) {
        List<HarmAnswers> all = new ArrayList<>();
        items.forEach(item -> all.add(new HarmAnswers(item, new ArrayList<>())));
        for (HarmAnswer answer : answers) {
            if (answer.outcome() != HarmOutcome.ERROR) {
                all.get(answer.item()).answers().add(answer);
            }
        }
        return all;
    }
}
