package io.plumbline.standalone.demo.content;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.StoryBroke;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The outcomes of the application's calls.
public record TrafficReport(List<Call.Outcome> outcomes) {

    public void tell(Narrator narrator) {
        List<Call.Outcome> plain = of(Call.Kind.PLAIN);
        List<Call.Outcome> personal = of(Call.Kind.PERSONAL);
        List<Call.Outcome> injections = of(Call.Kind.INJECTION);
        long streamed =
                outcomes.stream().filter(outcome -> outcome.call().streamed()).count();
        narrator.good(
                "%d ordinary questions, %d answered.".formatted(plain.size(), count(plain, Call.Outcome::answered)));
        narrator.good(
                "%d with personal data: redacted before they reached the provider, and restored in %d of %d answers that repeat it."
                        .formatted(personal.size(), count(personal, Call.Outcome::restored), personal.size()));
        narrator.good("%d prompt injections, %d blocked: %s."
                .formatted(injections.size(), count(injections, TrafficReport::isBlocked), categories(injections)));
        narrator.good("%d of the calls were streamed. Median %d ms, 95th percentile %d ms."
                .formatted(streamed, percentile(0.5), percentile(0.95)));
        personal.stream()
                .filter(Call.Outcome::restored)
                .filter(outcome -> !outcome.guardrails().isEmpty())
                .findFirst()
                .ifPresent(example -> tell(narrator, example));
    }

    /// @throws StoryBroke if a question went unanswered, data was not restored, or an injection went through
    public void check() {
        for (Call.Outcome outcome : outcomes) {
            boolean good = switch (outcome.call().kind()) {
                case PLAIN -> outcome.answered();
                case PERSONAL -> outcome.answered() && outcome.restored();
                case INJECTION -> isBlocked(outcome);
            };
            if (!good) {
                throw new StoryBroke("\"%s\" was answered %d %s: %s"
                        .formatted(outcome.call().message(), outcome.status(), outcome.blockedAs(), outcome.text()));
            }
        }
    }

    private static void tell(Narrator narrator, Call.Outcome example) {
        narrator.detail("For example: \"%s\"".formatted(example.call().message()));
        narrator.detail("answered: \"%s\" (%s)".formatted(example.text(), example.guardrails()));
    }

    private static boolean isBlocked(Call.Outcome outcome) {
        return outcome.status() == 400 && !outcome.blockedAs().isEmpty();
    }

    private List<Call.Outcome> of(Call.Kind kind) {
        return outcomes.stream()
                .filter(outcome -> outcome.call().kind() == kind)
                .toList();
    }

    private static long count(List<Call.Outcome> outcomes, Predicate<Call.Outcome> what) {
        return outcomes.stream().filter(what).count();
    }

    private static String categories(List<Call.Outcome> blocked) {
        Map<String, Long> counts = blocked.stream()
                .map(Call.Outcome::blockedAs)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " as " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private long percentile(double share) {
        List<Long> sorted = outcomes.stream().map(Call.Outcome::millis).sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
