package io.plumbline.monitoring.preference;

import io.plumbline.monitoring.preference.Preference.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds preferences from rated answers. All answers with the same normalised text to the same prompt on a
/// route count as one, whose score is the mean over its raters. The best answer is paired with the worst, the
/// second best with the second worst, and so on, so that an answer is in one pair at most. The result depends
/// only on the answers and their order. Not thread-safe; use one for each result.
final class PreferenceBuilder {

    /// The lowest score of a desirable answer, and the highest of an undesirable one.
    private static final double DESIRABLE = 0.75;

    private static final double UNDESIRABLE = 0.25;

    private final double margin;
    private final int perRater;
    private final List<Preference> preferences = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Integer> perRaterSoFar = new HashMap<>();
    private final Set<UUID> used = new HashSet<>();
    private final Map<UUID, LeftOut> leftOut = new LinkedHashMap<>();

    private PreferenceBuilder(double margin, int perRater) {
        this.margin = margin;
        this.perRater = perRater;
    }

    /// @param leftOut the feedback that is part of no preference
    record Built(List<Preference> preferences, Map<UUID, LeftOut> leftOut) {

        /// Returns the number by reason.
        Map<LeftOut, Long> reasons() {
            Map<LeftOut, Long> reasons = new EnumMap<>(LeftOut.class);
            leftOut.values().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
            return reasons;
        }
    }

    /// Builds pairs: corrections first, then rated answers.
    static Built pairs(List<RatedAnswer> answers, double margin, int perRater) {
        PreferenceBuilder builder = new PreferenceBuilder(margin, perRater);
        answers.forEach(builder::pairWithCorrection);
        groups(answers).forEach(builder::pairUp);
        return builder.built(answers);
    }

    /// Builds labelled answers: corrections are desirable and the corrected answers are not; other answers by
    /// score.
    static Built labels(List<RatedAnswer> answers, int perRater) {
        PreferenceBuilder builder = new PreferenceBuilder(1, perRater);
        answers.forEach(builder::labelCorrection);
        groups(answers).forEach(group -> group.forEach(builder::label));
        return builder.built(answers);
    }

    private Built built(List<RatedAnswer> answers) {
        for (RatedAnswer answer : answers) {
            if (answer.score() == null && answer.correction() == null) {
                leave(answer.feedback(), LeftOut.NO_RATING);
            }
        }
        leftOut.keySet().removeAll(used);
        return new Built(List.copyOf(preferences), leftOut);
    }

    /// One answer to a prompt with everyone who rated it.
    private static final class Candidate {

        private final RatedAnswer first;
        private final Map<String, List<Double>> scores = new LinkedHashMap<>();
        private final List<UUID> feedback = new ArrayList<>();
        private boolean onlyThumbs = true;

        Candidate(RatedAnswer first) {
            this.first = first;
        }

        void add(RatedAnswer answer, double score) {
            scores.computeIfAbsent(answer.rater(), _ -> new ArrayList<>()).add(score);
            feedback.add(answer.feedback());
            onlyThumbs &= score == 0 || score == 1;
        }

        /// Returns the mean over the raters of the mean of each.
        double score() {
            return scores.values().stream()
                    .mapToDouble(own -> own.stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow())
                    .average()
                    .orElseThrow();
        }
    }

    /// Returns the rated answers by route and prompt, in the order of their first answer.
    private static List<List<Candidate>> groups(List<RatedAnswer> answers) {
        Map<String, Map<String, Candidate>> groups = new LinkedHashMap<>();
        for (RatedAnswer answer : answers) {
            Double score = answer.score();
            if (score != null) {
                groups.computeIfAbsent(
                                answer.route() + "\0" + Preference.normal(answer.prompt()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(Preference.normal(answer.answer()), _ -> new Candidate(answer))
                        .add(answer, score);
            }
        }
        return groups.values().stream()
                .map(group -> List.copyOf(group.values()))
                .toList();
    }

    private void pairWithCorrection(RatedAnswer answer) {
        String correction = answer.correction();
        if (correction == null) {
            return;
        }
        if (Preference.normal(correction).equals(Preference.normal(answer.answer()))) {
            leave(answer.feedback(), LeftOut.SAME_TEXT);
            return;
        }
        add(new Preference(
                Origin.CORRECTION,
                answer.route(),
                answer.prompt(),
                correction,
                answer.answer(),
                Set.of(answer.rater()),
                List.of(answer.feedback())));
    }

    private void pairUp(List<Candidate> group) {
        List<Candidate> ranked = new ArrayList<>(group);
        ranked.sort(Comparator.comparingDouble(Candidate::score).reversed());
        int best = 0;
        int worst = ranked.size() - 1;
        while (best < worst && ranked.get(best).score() - ranked.get(worst).score() >= margin) {
            add(pair(ranked.get(best++), ranked.get(worst--)));
        }
        LeftOut reason =
                group.size() == 1 && group.getFirst().feedback.size() > 1 ? LeftOut.SAME_TEXT : LeftOut.NO_COUNTERPART;
        ranked.subList(best, worst + 1)
                .forEach(candidate -> candidate.feedback.forEach(feedback -> leave(feedback, reason)));
    }

    private static Preference pair(Candidate better, Candidate worse) {
        Set<String> raters = new TreeSet<>(better.scores.keySet());
        raters.addAll(worse.scores.keySet());
        List<UUID> feedback = new ArrayList<>(better.feedback);
        feedback.addAll(worse.feedback);
        return new Preference(
                better.onlyThumbs && worse.onlyThumbs ? Origin.THUMBS : Origin.SCORE,
                better.first.route(),
                better.first.prompt(),
                better.first.answer(),
                worse.first.answer(),
                raters,
                feedback);
    }

    private void labelCorrection(RatedAnswer answer) {
        String correction = answer.correction();
        if (correction == null) {
            return;
        }
        if (Preference.normal(correction).equals(Preference.normal(answer.answer()))) {
            leave(answer.feedback(), LeftOut.SAME_TEXT);
            return;
        }
        Set<String> rater = Set.of(answer.rater());
        List<UUID> feedback = List.of(answer.feedback());
        add(new Preference(Origin.CORRECTION, answer.route(), answer.prompt(), correction, null, rater, feedback));
        add(new Preference(Origin.CORRECTION, answer.route(), answer.prompt(), null, answer.answer(), rater, feedback));
    }

    private void label(Candidate candidate) {
        double score = candidate.score();
        if (score > UNDESIRABLE && score < DESIRABLE) {
            candidate.feedback.forEach(feedback -> leave(feedback, LeftOut.UNDECIDED));
            return;
        }
        boolean desirable = score >= DESIRABLE;
        add(new Preference(
                candidate.onlyThumbs ? Origin.THUMBS : Origin.SCORE,
                candidate.first.route(),
                candidate.first.prompt(),
                desirable ? candidate.first.answer() : null,
                desirable ? null : candidate.first.answer(),
                candidate.scores.keySet(),
                candidate.feedback));
    }

    private void add(Preference preference) {
        @Nullable LeftOut refused = refusal(preference);
        if (refused != null) {
            preference.feedback().forEach(feedback -> leave(feedback, refused));
            return;
        }
        preferences.add(preference);
        used.addAll(preference.feedback());
        preference.raters().forEach(rater -> perRaterSoFar.merge(rater, 1, Integer::sum));
    }

    private @Nullable LeftOut refusal(Preference preference) {
        if (preference.raters().stream().anyMatch(rater -> perRaterSoFar.getOrDefault(rater, 0) >= perRater)) {
            return LeftOut.RATER_LIMIT;
        }
        return keys.add(preference.key()) ? null : LeftOut.DUPLICATE;
    }

    private void leave(UUID feedback, LeftOut reason) {
        leftOut.merge(feedback, reason, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
}
