package io.plumbline.eval.statistics.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.ranking.BradleyTerry.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {

    /// Agresti, Categorical Data Analysis: the American League of 1987, wins of rows over columns. The
    /// abilities are those of R's BradleyTerry2, with Baltimore as the reference.
    private static final int[][] WINS = {
        {0, 7, 9, 7, 7, 9, 11},
        {6, 0, 7, 5, 11, 9, 9},
        {4, 6, 0, 7, 7, 8, 12},
        {6, 8, 6, 0, 6, 7, 10},
        {6, 2, 6, 7, 0, 7, 12},
        {4, 4, 5, 6, 6, 0, 6},
        {2, 4, 1, 3, 1, 7, 0}
    };

    private static final double[] ABILITIES = {1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0};

    private static List<Comparison> games() {
        List<Comparison> games = new ArrayList<>();
        for (int i = 0; i < WINS.length; i++) {
            for (int j = 0; j < WINS.length; j++) {
                for (int game = 0; game < WINS[i][j]; game++) {
                    games.add(new Comparison(i, j, 1, games.size()));
                }
            }
        }
        return games;
    }

    @Test
    void matchesThePublishedAbilities() {
        BradleyTerry.Ratings fitted = new BradleyTerry(WINS.length, 0).fit(games(), 1);
        for (int i = 0; i < ABILITIES.length; i++) {
            assertThat(fitted.ratings()[i] - fitted.ratings()[6]).isCloseTo(ABILITIES[i], within(1e-3));
            assertThat(fitted.low()[i]).isLessThan(fitted.ratings()[i]);
            assertThat(fitted.high()[i]).isGreaterThan(fitted.ratings()[i]);
        }
        assertThat(new BradleyTerry(WINS.length, 0).fit(games(), 1).low()).isEqualTo(fitted.low());
    }

    @Test
    void keepsTheRatingOfAnUnbeatenSystemFinite() {
        List<Comparison> games = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            games.add(new Comparison(0, 1, 1, i));
        }
        BradleyTerry.Ratings fitted = new BradleyTerry(2, 0.5).fit(games, 1);
        assertThat(fitted.ratings()[0] - fitted.ratings()[1]).isCloseTo(Math.log(20.25 / 0.25), within(1e-6));
    }

    @Test
    void findsSystemsThatWereNeverComparedWithTheOthers() {
        BradleyTerry model = new BradleyTerry(4, 0.5);
        List<Comparison> apart = List.of(new Comparison(0, 1, 1, 0), new Comparison(3, 2, 1, 1));
        assertThat(model.isConnected(apart)).isFalse();
        assertThat(model.isConnected(List.of(apart.get(0), apart.get(1), new Comparison(2, 1, 0.5, 2))))
                .isTrue();
    }

    /// Comparisons of one item tell the same story: intervals must not shrink because each is repeated ten
    /// times.
    @Test
    void widensIntervalsForComparisonsOnTheSameItem() {
        SplittableRandom random = new SplittableRandom(3);
        List<Comparison> alone = new ArrayList<>();
        List<Comparison> together = new ArrayList<>();
        for (int item = 0; item < 40; item++) {
            double score = random.nextDouble() < 0.6 ? 1 : 0;
            for (int i = 0; i < 10; i++) {
                alone.add(new Comparison(0, 1, score, alone.size()));
                together.add(new Comparison(0, 1, score, item));
            }
        }
        BradleyTerry model = new BradleyTerry(2, 0.5);
        BradleyTerry.Ratings narrow = model.fit(alone, 5);
        BradleyTerry.Ratings wide = model.fit(together, 5);
        assertThat(wide.high()[0] - wide.low()[0]).isGreaterThan(2 * (narrow.high()[0] - narrow.low()[0]));
    }
}
