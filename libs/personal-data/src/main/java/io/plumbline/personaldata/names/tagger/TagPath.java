package io.plumbline.personaldata.names.tagger;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import java.util.List;

/// Finds the best valid sequence of tags (Viterbi), in which an inside tag requires a beginning, and the names in
/// it. Tag 0 is outside; then of each entity its beginning and its inside. A mention's score is the least
/// probability of its words to belong to its entity.
public final class TagPath {

    private static final List<Entity> ENTITIES = Entity.LEARNED;
    public static final int TAGS = 1 + 2 * Entity.LEARNED.size();
    private static final String WHY = "learned from the words and their context";

    private final float[] decisions;
    private final float[] scores;
    private final int rows;

    private TagPath(TagScores tags) {
        decisions = tags.decisions();
        scores = tags.scores();
        rows = tags.rows();
    }

    /// @param tags scores, which are replaced by log probabilities
    /// @param persons receives the probability of each word to belong to a person's name
    @SuppressWarnings("ReferenceEquality") // one array, or two
    public static void read(TagScores tags, List<Mention> found, float[] persons) {
        int rows = tags.rows();
        if (rows == 0) {
            return;
        }
        TagPath path = new TagPath(tags);
        normalise(tags.scores(), rows);
        if (tags.decisions() != tags.scores()) {
            normalise(tags.decisions(), rows);
        }
        int person = 1 + 2 * ENTITIES.indexOf(Entity.PERSON);
        for (int row = 0; row < rows; row++) {
            persons[tags.place()[row]] = path.probability(row, person);
        }
        path.mentions(path.best(), tags.place(), found);
    }

    private static void normalise(float[] scores, int rows) {
        for (int row = 0; row < rows; row++) {
            int at = row * TAGS;
            float most = scores[at];
            for (int i = 1; i < TAGS; i++) {
                most = Math.max(most, scores[at + i]);
            }
            double sum = 0;
            for (int i = 0; i < TAGS; i++) {
                sum += Math.exp(scores[at + i] - most);
            }
            float logSum = most + (float) Math.log(sum);
            for (int i = 0; i < TAGS; i++) {
                scores[at + i] -= logSum;
            }
        }
    }

    private float probability(int row, int begin) {
        int at = row * TAGS + begin;
        return (float) Math.min(1, Math.exp(scores[at]) + Math.exp(scores[at + 1]));
    }

    private int[] best() {
        float[] sum = new float[TAGS];
        byte[] back = new byte[rows * TAGS];
        for (int tag = 0; tag < TAGS; tag++) {
            sum[tag] = tag > 0 && tag % 2 == 0 ? Float.NEGATIVE_INFINITY : decisions[tag];
        }
        float[] next = new float[TAGS];
        for (int row = 1; row < rows; row++) {
            int best = best(sum);
            for (int tag = 0; tag < TAGS; tag++) {
                boolean inside = tag > 0 && tag % 2 == 0;
                int from = !inside ? best : sum[tag] > sum[tag - 1] ? tag : tag - 1;
                back[row * TAGS + tag] = (byte) from;
                next[tag] = sum[from] + decisions[row * TAGS + tag];
            }
            float[] swap = sum;
            sum = next;
            next = swap;
        }
        int[] path = new int[rows];
        path[rows - 1] = best(sum);
        for (int row = rows - 1; row > 0; row--) {
            path[row - 1] = back[row * TAGS + path[row]];
        }
        return path;
    }

    private static int best(float[] sum) {
        int best = 0;
        for (int tag = 1; tag < TAGS; tag++) {
            best = sum[tag] > sum[best] ? tag : best;
        }
        return best;
    }

    private void mentions(int[] path, int[] place, List<Mention> found) {
        int row = 0;
        while (row < rows) {
            int begin = path[row];
            if (begin == 0) {
                row++;
                continue;
            }
            int first = row;
            double score = 1;
            do {
                score = Math.min(score, probability(row, begin));
                row++;
            } while (row < rows && path[row] == begin + 1);
            found.add(new Mention(ENTITIES.get((begin - 1) / 2), place[first], place[row - 1] + 1, score, WHY));
        }
    }
}
