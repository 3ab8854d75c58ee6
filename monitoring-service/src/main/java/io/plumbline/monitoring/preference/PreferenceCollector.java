package io.plumbline.monitoring.preference;

import io.plumbline.audit.Actor;
import io.plumbline.monitoring.feedback.CallFeedback;
import io.plumbline.monitoring.feedback.Feedback;
import io.plumbline.monitoring.preference.Preference.Origin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Collects the preferences in a team's feedback. Feedback without consent is counted and its content is not
/// read.
@Component
final class PreferenceCollector {

    private static final int MOST_FEEDBACK = 5_000;

    private final CallFeedback feedback;
    private final StoredTexts texts;

    PreferenceCollector(CallFeedback feedback, StoredTexts texts) {
        this.feedback = feedback;
        this.texts = texts;
    }

    /// Preferences, and how they came about.
    record Collected(List<Preference> preferences, PreferenceCounts counts) {}

    /// @param labels whether to build labelled answers instead of pairs
    /// @param reader who reads the content of the calls, for the audit log
    Collected collect(PreferenceRules rules, boolean labels, Actor reader) {
        List<Feedback> newest = feedback.newest(rules.scope(), MOST_FEEDBACK + 1);
        List<Feedback> considered = newest.subList(0, Math.min(MOST_FEEDBACK, newest.size()));
        Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
        List<Feedback> trainable = new ArrayList<>();
        for (Feedback each : considered) {
            if (!each.trainingConsent()) {
                leftOut.merge(LeftOut.NO_CONSENT, 1L, Long::sum);
            } else if (each.score() == null && each.correction() == null) {
                leftOut.merge(LeftOut.NO_RATING, 1L, Long::sum);
            } else {
                trainable.add(each);
            }
        }
        List<RatedAnswer> answers = answers(trainable, reader, leftOut);
        PreferenceBuilder.Built built = labels
                ? PreferenceBuilder.labels(answers, rules.perRater())
                : PreferenceBuilder.pairs(answers, rules.margin(), rules.perRater());
        built.reasons().forEach((reason, number) -> leftOut.merge(reason, number, Long::sum));
        return new Collected(
                built.preferences(), counts(considered, newest.size() <= MOST_FEEDBACK, leftOut, built.preferences()));
    }

    private List<RatedAnswer> answers(List<Feedback> trainable, Actor reader, Map<LeftOut, Long> leftOut) {
        Map<UUID, StoredTexts.Found> found =
                texts.of(trainable.stream().map(Feedback::callId).distinct().toList(), reader);
        List<RatedAnswer> answers = new ArrayList<>();
        for (Feedback each : trainable) {
            switch (Objects.requireNonNull(found.get(each.callId()))) {
                case StoredTexts.Found.Texts said ->
                    answers.add(new RatedAnswer(
                            each.id(),
                            each.rater(),
                            each.call() == null ? "" : each.call().route(),
                            said.prompt(),
                            said.answer(),
                            each.score(),
                            each.correction()));
                case StoredTexts.Found.Absent absent -> leftOut.merge(absent.reason(), 1L, Long::sum);
            }
        }
        return answers;
    }

    private static PreferenceCounts counts(
            List<Feedback> considered, boolean complete, Map<LeftOut, Long> leftOut, List<Preference> preferences) {
        Map<Origin, Long> byOrigin = new EnumMap<>(Origin.class);
        preferences.forEach(preference -> byOrigin.merge(preference.origin(), 1L, Long::sum));
        long left = leftOut.values().stream().mapToLong(Long::longValue).sum();
        return new PreferenceCounts(
                considered.size(),
                considered.size() - left,
                leftOut,
                preferences.size(),
                byOrigin,
                complete,
                considered.isEmpty() ? null : considered.getLast().receivedAt(),
                considered.isEmpty() ? null : considered.getFirst().receivedAt());
    }
}
