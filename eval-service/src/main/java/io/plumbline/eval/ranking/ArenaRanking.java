package io.plumbline.eval.ranking;

import io.plumbline.eval.statistics.ranking.BradleyTerry;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Systems in the order of their ratings.
///
/// @param preferences number of preferences
record ArenaRanking(int preferences, List<RatedSystem> places) {

    private static final int MOST_SYSTEMS = 50;
    private static final double VIRTUAL_TIES = 0.5;
    /// The scale of Elo: a difference of 400 is odds of 10 to 1.
    private static final double ELO = 400 / Math.log(10);

    private static final double MEAN = 1000;

    /// @param rating on the scale of Elo, with a mean of 1000 over the systems
    /// @param ciLow lower end of its 95 % interval
    /// @param rankLow best rank that its interval permits: 1 plus the systems whose interval is above
    /// @param rankHigh worst rank that its interval permits
    /// @param winRate share of its comparisons that it won, ties counting half
    /// @param comparisons their number
    record RatedSystem(
            String system,
            double rating,
            double ciLow,
            double ciHigh,
            int rankLow,
            int rankHigh,
            double winRate,
            int comparisons) {}

    /// @param pointer position of the preferences in the request
    /// @throws ProblemException 400 if the systems cannot be ranked together
    static ArenaRanking of(List<ArenaRequest.ArenaPreference> preferences, @Nullable Long seed, String pointer) {
        Map<String, Integer> systems = new LinkedHashMap<>();
        Map<String, Integer> items = new HashMap<>();
        List<BradleyTerry.Comparison> comparisons = new ArrayList<>();
        int number = 0;
        for (ArenaRequest.ArenaPreference each : preferences) {
            if (each.first().equals(each.second())) {
                throw invalid(pointer + "/" + number, "compares a system with itself");
            }
            String item = each.item() == null ? "\n" + number : each.item();
            comparisons.add(new BradleyTerry.Comparison(
                    number(systems, each.first()),
                    number(systems, each.second()),
                    score(each.winner()),
                    number(items, item)));
            number++;
        }
        if (systems.size() > MOST_SYSTEMS) {
            throw invalid(pointer, "must be of at most " + MOST_SYSTEMS + " systems");
        }
        BradleyTerry model = new BradleyTerry(systems.size(), VIRTUAL_TIES);
        if (!model.isConnected(comparisons)) {
            throw invalid(pointer, "must connect all systems: some were never compared with the others");
        }
        BradleyTerry.Ratings ratings = model.fit(comparisons, seed == null ? 0 : seed);
        return new ArenaRanking(comparisons.size(), places(List.copyOf(systems.keySet()), comparisons, ratings));
    }

    private static int number(Map<String, Integer> numbers, String name) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(name, next);
        return known == null ? next : known;
    }

    private static double score(ArenaRequest.Winner winner) {
        return switch (winner) {
            case FIRST -> 1;
            case SECOND -> 0;
            case TIE -> 0.5;
        };
    }

    private static List<RatedSystem> places(
            List<String> systems, List<BradleyTerry.Comparison> comparisons, BradleyTerry.Ratings ratings) {
        double[] won = new double[systems.size()];
        int[] compared = new int[systems.size()];
        for (BradleyTerry.Comparison each : comparisons) {
            won[each.first()] += each.score();
            won[each.second()] += 1 - each.score();
            compared[each.first()]++;
            compared[each.second()]++;
        }
        List<RatedSystem> places = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            int above = 0;
            int below = 0;
            for (int j = 0; j < systems.size(); j++) {
                above += ratings.low()[j] > ratings.high()[i] ? 1 : 0;
                below += ratings.high()[j] < ratings.low()[i] ? 1 : 0;
            }
            places.add(new RatedSystem(
                    systems.get(i),
                    MEAN + ELO * ratings.ratings()[i],
                    MEAN + ELO * ratings.low()[i],
                    MEAN + ELO * ratings.high()[i],
                    1 + above,
                    systems.size() - below,
                    won[i] / compared[i],
                    compared[i]));
        }
        places.sort(Comparator.comparingDouble(RatedSystem::rating).reversed());
        return List.copyOf(places);
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The preferences cannot be ranked.")
                .at(pointer, message);
    }
}
