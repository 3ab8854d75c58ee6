package io.plumbline.eval.optimiser.search;

import java.util.List;
import java.util.stream.IntStream;

/// The parts of a dataset's records, which share none. The same seed gives the same parts.
///
/// @param examples records that examples are made from
/// @param train records that candidates compete on, in the order of their use
/// @param heldOut records that nothing is chosen by, for the final scores
public record RecordSplit(List<Integer> examples, List<Integer> train, List<Integer> heldOut) {

    /// The fewest records of each part that is scored.
    public static final int FEWEST = 8;

    private static final int MOST = 500;
    private static final int MOST_EXAMPLES = 16;
    private static final int SHARE_OF_EXAMPLES = 5;

    public RecordSplit {
        examples = List.copyOf(examples);
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /// @param records number of records
    /// @param withExamples whether examples are needed: then a fifth of the records, at most sixteen
    public static RecordSplit of(int records, boolean withExamples, long seed) {
        List<Integer> order =
                PromptEdits.shuffled(IntStream.range(0, records).boxed().toList(), seed);
        int examples = withExamples ? Math.min(MOST_EXAMPLES, records / SHARE_OF_EXAMPLES) : 0;
        int half = (records - examples + 1) / 2;
        List<Integer> train = order.subList(examples, examples + half);
        List<Integer> heldOut = order.subList(examples + half, records);
        return new RecordSplit(
                order.subList(0, examples),
                train.subList(0, Math.min(MOST, train.size())),
                heldOut.subList(0, Math.min(MOST, heldOut.size())));
    }

    /// Whether both scored parts are large enough.
    public boolean isLargeEnough() {
        return train.size() >= FEWEST && heldOut.size() >= FEWEST;
    }
}
